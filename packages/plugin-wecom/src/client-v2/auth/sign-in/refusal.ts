import { errorText } from '../../error-text';

/** Why a sign-in failed, in the server's words. */
export interface Refusal {
  text: string;
  /** A new sign-in may end better; else somebody has to change something first. */
  mayRetry: boolean;
}

const FINAL: readonly unknown[] = [
  'unavailable',
  'notMember',
  'outsideVisibleRange',
  'memberDisabled',
  'linkDisabled',
  'noUser',
  'ambiguous',
  'protectedUser',
  'userTaken',
  'tooManyAttempts',
];

export function refusalOf(error: unknown): Refusal {
  const answer = error as { response?: { data?: { errors?: { code?: unknown }[] } } };
  return { text: errorText(error), mayRetry: !FINAL.includes(answer.response?.data?.errors?.[0]?.code) };
}
