import { isWeComApiError, isWeComError } from '@openwecom/client';
import { WeComAppError } from '../apps/app-error';
import { describeFailure } from '../apps/failure';
import type { Texts } from '../texts';
import type { CheckResult } from './check';

/** The line of a check that ended with an error. What is no error of WeCom or its settings is thrown on. */
export function failed(error: unknown, texts: Texts): Omit<CheckResult, 'id'> {
  const failure = describeFailure(error, texts);
  if (!failure) throw error;
  return {
    status: 'fail',
    code: codeOf(error),
    ...(error instanceof WeComAppError && { params: error.params }),
    ...failure,
  };
}

function codeOf(error: unknown): string {
  if (isWeComApiError(error)) return String(error.errcode);
  if (isWeComError(error) || error instanceof WeComAppError) return error.code;
  return 'unknown';
}
