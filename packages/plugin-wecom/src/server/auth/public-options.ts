import { renderVariables, variablesIn, type Environment } from '../apps/variables';

/** What the sign-in page, that is anybody, may know of an authenticator. */
export interface PublicOptions {
  autoLogin: boolean;
  tooltip?: string;
}

/** The host gives stored options to anybody unless told what is public. Of variables only those that are no secrets. */
export function publicOptions(options: unknown, environment: Environment): PublicOptions {
  const { autoLogin, tooltip } = (options ?? {}) as { autoLogin?: unknown; tooltip?: unknown };
  const text = typeof tooltip === 'string' ? openText(tooltip, environment) : '';
  return { autoLogin: autoLogin === true, ...(text && { tooltip: text }) };
}

function openText(template: string, environment: Environment): string {
  const open = environment.getNonSecretVariables();
  const allOpen = variablesIn(template).every((name) => Object.hasOwn(open, name));
  return allOpen ? renderVariables(template, environment) : '';
}
