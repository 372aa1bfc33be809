import { isWeComConfigError } from '@openwecom/client';
import type { Texts } from '../texts';
import { callProblemOf, describeCallProblem } from './call-problem';

/** A failed call, for an administrator to read. */
export interface Failure {
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  remedy?: string;
  /** WeCom's own errcode and text, as its support asks for them. */
  wecomText?: string;
}

/** @returns undefined when the error is not about WeCom or its settings, and so a defect of ours or of the host */
export function describeFailure(error: unknown, texts: Texts): Failure | undefined {
  if (isWeComConfigError(error)) return { meaning: error.message };
  const problem = callProblemOf(error);
  return problem && describeCallProblem(problem, texts);
}

/** All of a failure in one line. */
export function failureText({ meaning, remedy, wecomText }: Failure, { t }: Texts): string {
  return [meaning, remedy, wecomText && t('server.failure.wecom', { text: wecomText })].filter(Boolean).join(' ');
}
