import { isWeComApiError } from '@openwecom/client';
import { describeFailure, failureText } from '../../apps/failure';
import type { Texts } from '../../texts';

/** Why nobody was signed in or linked. Each code has a text of its own, which names what an administrator can do. */
export type SignInErrorCode =
  /** Started in another browser, for something else, too long ago, or finished already. */
  | 'stateInvalid'
  /** WeCom does not (any longer) accept what its page brought back. */
  | 'codeInvalid'
  /** No authenticator of ours, or one that is switched off. */
  | 'unavailable'
  /** Not of this corp. */
  | 'notMember'
  | 'outsideVisibleRange'
  /** Disabled in WeCom, or left; `member`. */
  | 'memberDisabled'
  /** Disabled here; `member`. */
  | 'linkDisabled'
  /** Nobody matches and nobody is signed up; `member`. */
  | 'noUser'
  /** Several users match; `member`. */
  | 'ambiguous'
  /** The user that matches may change settings; `member`. */
  | 'protectedUser'
  /** The user that matches is linked to another member; `member`. */
  | 'userTaken'
  /** The rule needs a private field and WeCom gave none; `member`. */
  | 'consentNeeded'
  /** `minutes`. */
  | 'tooManyAttempts'
  /** Linking: another user has this member; `member`. */
  | 'memberTaken'
  /** Linking: this user has another member; `linked`. */
  | 'alreadyLinked';

/** A refusal. Its message is for the log and names no secret. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(
    readonly code: SignInErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(`WeCom sign-in refused: ${code}`);
  }
}

const STATUS: Partial<Record<SignInErrorCode, number>> = {
  stateInvalid: 400,
  codeInvalid: 400,
  unavailable: 404,
  tooManyAttempts: 429,
};

/** What the host's error handler shows of an error: the message, and the code for programs. */
export interface SignInAnswer {
  /** Never 401, which sends a browser back to the sign-in page. */
  status: number;
  message: string;
  code: string;
  /** The host logs refusals as errors unless told otherwise. */
  logLevel: 'warn';
}

/** In the language of the request. What is neither a refusal nor a failure of WeCom or its settings is thrown on. */
export function signInAnswer(error: unknown, texts: Texts): SignInAnswer {
  const refusal = refusalOf(error);
  if (refusal) {
    const { code, params } = refusal;
    return { status: STATUS[code] ?? 403, message: texts.t(`server.signIn.${code}`, params), code, logLevel: 'warn' };
  }
  const failure = describeFailure(error, texts);
  if (!failure) throw error;
  const message = texts.t('server.signIn.failed', { problem: failureText(failure, texts) });
  return { status: 503, message, code: 'failed', logLevel: 'warn' };
}

/** Codes and tickets wrong, too old or used; members this app may not see (50002, 60011) or WeCom does not know (60111). */
const REFUSED_BY_WECOM: Readonly<Record<number, SignInErrorCode>> = {
  40029: 'codeInvalid',
  42003: 'codeInvalid',
  42022: 'codeInvalid',
  84014: 'codeInvalid',
  84015: 'codeInvalid',
  50002: 'outsideVisibleRange',
  60011: 'outsideVisibleRange',
  60111: 'outsideVisibleRange',
};

function refusalOf(error: unknown): SignInError | undefined {
  if (error instanceof SignInError) return error;
  const code = isWeComApiError(error) ? REFUSED_BY_WECOM[error.errcode] : undefined;
  return code && new SignInError(code);
}

/** True for refusals that whoever guesses at the door causes. */
export function isGuess(error: unknown): boolean {
  const code = refusalOf(error)?.code;
  return code === 'stateInvalid' || code === 'codeInvalid';
}
