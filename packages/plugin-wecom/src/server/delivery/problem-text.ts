import { describeCallProblem } from '../apps/call-problem';
import { failureText, type Failure } from '../apps/failure';
import type { Texts } from '../texts';
import type { DeliveryProblem } from './states';

/** What happened, what to do about it, and WeCom's own words. */
export function problemText(problem: DeliveryProblem, texts: Texts): string {
  return failureText(describeProblem(problem, texts), texts);
}

/** A problem as it was written down, in the language of the reader. */
export function describeProblem(problem: DeliveryProblem, texts: Texts): Failure {
  const { t } = texts;
  switch (problem.kind) {
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
    case 'discarded':
      return { meaning: t('server.delivery.problem.discarded') };
    default:
      return describeCallProblem(problem, texts);
  }
}
