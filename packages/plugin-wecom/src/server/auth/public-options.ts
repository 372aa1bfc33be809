import { renderVariables, variablesIn, type Environment } from '../apps/variables';

/** What the sign-in page, that is anybody, may know of an authenticator. */
export interface PublicOptions {
  autoLogin: boolean;
  buttonText?: string;
  tooltip?: string;
}

/** The host gives stored options to anybody unless told what is public. Of variables only those that are no secrets. */
export function publicOptions(options: unknown, environment: Environment): PublicOptions {
  const { autoLogin, buttonText, tooltip } = (options ?? {}) as Partial<Record<keyof PublicOptions, unknown>>;
  return {
    autoLogin: autoLogin === true,
    ...shown('buttonText', buttonText),
    ...shown('tooltip', tooltip),
  };

  function shown(name: string, template: unknown) {
    const text = typeof template === 'string' ? openText(template, environment) : '';
    return text && { [name]: text };
  }
}

function openText(template: string, environment: Environment): string {
  const open = environment.getNonSecretVariables();
  const allOpen = variablesIn(template).every((name) => Object.hasOwn(open, name));
  return allOpen ? renderVariables(template, environment) : '';
}
