import { renderVariables, type Environment } from '../../apps/variables';

/** How a member who is not linked is matched with a user. */
export type MatchRule = 'none' | 'username' | 'phone' | 'email';

/** What an authenticator says about signing in, with its variables rendered. */
export interface SignInOptions {
  match: MatchRule;
  /** Match and sign up by the personal mail instead of the corp mail. */
  personalMail: boolean;
  /** Make a user when none matches. */
  autoSignup: boolean;
  /** Path to open when nothing else was asked for. */
  redirectLink?: string;
  /** Of a private deployment. */
  oauthBaseUrl?: string;
  webSignInBaseUrl?: string;
  /** Ask at the path of before 2022, the only one of some private deployments. */
  legacyUserInfo: boolean;
}

const RULES: readonly unknown[] = ['none', 'username', 'phone', 'email'] satisfies MatchRule[];

/** @throws {WeComAppError} `variableUnknown` */
export function readSignInOptions(stored: Readonly<Record<string, unknown>>, environment: Environment): SignInOptions {
  const text = (name: string) => {
    const value = stored[name];
    const rendered = typeof value === 'string' ? renderVariables(value, environment).trim() : '';
    return rendered && { [name]: rendered };
  };
  return {
    match: RULES.includes(stored.match) ? (stored.match as MatchRule) : 'none',
    personalMail: stored.personalMail === true,
    autoSignup: stored.autoSignup === true,
    legacyUserInfo: stored.legacyUserInfo === true,
    ...text('redirectLink'),
    ...text('oauthBaseUrl'),
    ...text('webSignInBaseUrl'),
  };
}

/** WeCom gives phone and mail only to whom the member has agreed to show them. */
export function needsPrivateFields({ match }: SignInOptions): boolean {
  return match === 'phone' || match === 'email';
}
