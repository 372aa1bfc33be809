import { isWeComApiError, mayHaveArrived } from '@openwecom/client';
import { callProblemOf } from '../apps/call-problem';
import { causeOfErrcode, type RetryCause } from './retry-table';
import type { AttemptResult, DeliveryProblem } from './states';
import { StoppedError } from './stopped-error';

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
  if (error instanceof StoppedError) return { kind: 'interrupted' };
  return callProblemOf(error) ?? { kind: 'unexpected', name: error instanceof Error ? error.name : typeof error };
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
