import { describeErrcode } from '@openwecom/client';
import { WeComAppError, type WeComAppErrorCode } from '../apps/app-error';
import { failureText, type Failure } from '../apps/failure';
import type { Texts } from '../texts';
import type { DeliveryProblem } from './states';

/** What happened, what to do about it, and WeCom's own words. */
export function problemText(problem: DeliveryProblem, texts: Texts): string {
  return failureText(describeProblem(problem, texts), texts);
}

/** A problem as it was written down, in the language of the reader. */
export function describeProblem(problem: DeliveryProblem, { t, language }: Texts): Failure {
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
    case 'interrupted':
      return { meaning: t('server.delivery.problem.interrupted') };
    case 'task_id_used':
      return { meaning: t('server.delivery.problem.taskIdUsed') };
    case 'details_unknown':
      return { meaning: t('server.delivery.problem.detailsUnknown') };
    case 'unexpected':
      return { meaning: t('server.delivery.problem.unexpected', { name: problem.name }) };
    case 'nobody':
      return { meaning: t('server.notification.nobody') };
    default:
      return problem satisfies never;
  }
}
