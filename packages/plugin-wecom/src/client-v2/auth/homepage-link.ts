import { hasVariable } from './variable';

export interface HomepageSettings {
  origin?: string;
  redirectLink?: string;
  autoLogin?: boolean;
}

/**
 * The address to paste into WeCom's console as the homepage of the workbench application. With automatic login any page signs in by
 * itself; without it our entry page has to come first. Undefined while it cannot be told: no origin or name yet, or a variable in it.
 *
 * @param authenticator its name
 * @param entry path of the entry page, such as `/wecom/entry`
 */
export function homepageLink(
  { origin, redirectLink, autoLogin }: HomepageSettings,
  authenticator: string | undefined,
  entry: string,
): string | undefined {
  if (!origin || !URL.canParse(origin) || hasVariable(origin) || hasVariable(redirectLink)) return undefined;
  const base = origin.trim().replace(/\/+$/, '');
  const path = redirectLink?.trim();
  if (autoLogin) return `${base}${path || '/'}`;
  if (!authenticator) return undefined;
  return `${base}${entry}?${new URLSearchParams({ authenticator, ...(path && { to: path }) }).toString()}`;
}
