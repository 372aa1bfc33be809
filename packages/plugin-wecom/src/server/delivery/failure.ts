import {
  isWeComApiError,
  isWeComHttpError,
  isWeComNetworkError,
  isWeComTimeoutError,
  mayHaveArrived,
  redact,
} from '@openwecom/client';
import { causeOfErrcode, type RetryCause } from './retry-table';
import type { AttemptResult, DeliveryProblem } from './states';

const SEND_PATH = '/cgi-bin/message/send';

/** An attempt that was not accepted, as it is written down. */
export interface Failure {
  result: Exclude<AttemptResult, 'accepted'>;
  problem: DeliveryProblem;
}

/** What an error of `message.sendPrepared` tells about the message. */
export function readFailure(error: unknown): Failure {
  return { result: resultOf(error), problem: problemOf(error) };
}

function resultOf(error: unknown): Failure['result'] {
  if (mayHaveArrived(error, SEND_PATH)) return 'unanswered';
  return isWeComApiError(error) && error.path === SEND_PATH ? 'refused' : 'not_sent';
}

function problemOf(error: unknown): DeliveryProblem {
  if (isWeComApiError(error)) {
    return { kind: 'wecom', errcode: error.errcode, errmsg: redact(error.errmsg), path: error.path };
  }
  if (isWeComHttpError(error)) return { kind: 'http', status: error.status };
  if (isWeComTimeoutError(error)) return { kind: 'timeout', timeoutMs: error.timeoutMs };
  if (isWeComNetworkError(error)) return { kind: 'network', reason: reasonOf(error) };
  return { kind: 'unexpected', name: error instanceof Error ? error.name : typeof error };
}

/** Which row of the retry table a failure belongs to; also one read back from the database. */
export function causeOf({ result, problem }: Failure): RetryCause {
  if (result === 'unanswered') return 'unanswered';
  switch (problem.kind) {
    case 'wecom':
      return causeOfErrcode(problem.errcode, problem.path === SEND_PATH);
    case 'unexpected':
      return 'permanent';
    default:
      return 'not_sent';
  }
}

/** Such as ECONNREFUSED: the platform's word, which has no address in it. */
function reasonOf({ cause }: Error): string {
  for (let inner: unknown = cause; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
  }
  return cause instanceof Error ? cause.name : 'unknown';
}
