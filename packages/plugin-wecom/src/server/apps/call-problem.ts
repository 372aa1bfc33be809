import {
  describeErrcode,
  isWeComApiError,
  isWeComHttpError,
  isWeComNetworkError,
  isWeComTimeoutError,
  redact,
} from '@openwecom/client';
import type { Texts } from '../texts';
import { WeComAppError, type WeComAppErrorCode } from './app-error';
import type { Failure } from './failure';

/** Why a call did not work, as data: it can be written down, and told later in the language of whoever reads it. */
export type CallProblem =
  | { kind: 'wecom'; errcode: number; errmsg: string; path: string }
  | { kind: 'http'; status: number }
  | { kind: 'timeout'; timeoutMs: number }
  /** `reason` such as ECONNREFUSED. */
  | { kind: 'network'; reason: string }
  /** The settings of the app; `code` and `params` of a `WeComAppError`. */
  | { kind: 'settings'; code: string; params: Readonly<Record<string, string>> };

/** @returns undefined when the error is not about WeCom or the settings of an app */
export function callProblemOf(error: unknown): CallProblem | undefined {
  if (error instanceof WeComAppError) return { kind: 'settings', code: error.code, params: error.params };
  if (isWeComApiError(error)) {
    return { kind: 'wecom', errcode: error.errcode, errmsg: redact(error.errmsg), path: error.path };
  }
  if (isWeComHttpError(error)) return { kind: 'http', status: error.status };
  if (isWeComTimeoutError(error)) return { kind: 'timeout', timeoutMs: error.timeoutMs };
  if (isWeComNetworkError(error)) return { kind: 'network', reason: reasonOf(error) };
  return undefined;
}

/** For an administrator to read. */
export function describeCallProblem(problem: CallProblem, { t, language }: Texts): Failure {
  switch (problem.kind) {
    case 'wecom': {
      const { meaning, remedy } = describeErrcode(problem.errcode, language, problem.errmsg);
      return { meaning, remedy, wecomText: `${problem.errcode} ${problem.errmsg}` };
    }
    case 'http':
      return {
        meaning: t('server.failure.http', { status: problem.status }),
        remedy: t('server.failure.checkAddress'),
      };
    case 'timeout':
      return {
        meaning: t('server.failure.timeout', { seconds: Math.ceil(problem.timeoutMs / 1000) }),
        remedy: t('server.failure.checkNetwork'),
      };
    case 'network':
      return {
        meaning: t('server.failure.network', { reason: problem.reason }),
        remedy: t('server.failure.checkNetwork'),
      };
    case 'settings':
      return { meaning: new WeComAppError(problem.code as WeComAppErrorCode, problem.params).describe(t) };
    default:
      return problem satisfies never;
  }
}

/** The platform's word, such as ECONNREFUSED, which has no address in it; without one what the innermost error says. */
function reasonOf({ cause }: Error): string {
  let innermost = '';
  for (let inner: unknown = cause; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    innermost = inner.message || inner.name;
  }
  return innermost || '—';
}
