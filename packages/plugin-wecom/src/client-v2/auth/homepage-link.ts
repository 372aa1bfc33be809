import { hasVariable } from './variable';

export interface HomepageSettings {
  origin?: string;
  redirectLink?: string;
  autoLogin?: boolean;
}

/**
 * The address to paste into WeCom's console as the homepage of the workbench application. With automatic login any page signs in by
 * itself; without it the sign-in page has to come first. Undefined while it cannot be told: no origin yet, or a variable in it.
 */
export function homepageLink({ origin, redirectLink, autoLogin }: HomepageSettings): string | undefined {
  if (!origin || !URL.canParse(origin) || hasVariable(origin) || hasVariable(redirectLink)) return undefined;
  const base = origin.trim().replace(/\/+$/, '');
  const path = redirectLink?.trim() || '/';
  return autoLogin ? `${base}${path}` : `${base}/signin?redirect=${encodeURIComponent(path)}`;
}
