import { listOfNames } from '../../notification/recipients';
import type { TextKey, Texts } from '../../texts';
import { problemText } from '../problem-text';
import type { RecipientOutcome } from '../states';
import { isOpen, type DeliveryOutcome, type NotificationOutcome, type Person } from './outcome';

/** What the host's notification log says of a notification. */
export interface LogEntry {
  status: 'success' | 'failure';
  /** Who was not reached and why; also beside a success. */
  reason: string | null;
}

/** Outcomes that are told by names, in this order. */
const TOLD = {
  failed: 'server.notification.unsent',
  not_linked: 'server.notification.unlinked',
  invalid: 'server.notification.invalid',
  unlicensed: 'server.notification.unlicensed',
  unconfirmed: 'server.delivery.unconfirmed',
  recalled: 'server.delivery.recalled',
} as const satisfies Partial<Record<RecipientOutcome, TextKey>>;

/**
 * Status and reason of a notification as it stands. A success has reached somebody, or may yet.
 *
 * @param nameOf what a person is called
 */
export function logEntry(outcome: NotificationOutcome, nameOf: (person: Person) => string, texts: Texts): LogEntry {
  const { t } = texts;
  const { deliveries, people } = outcome;
  const count = (name: RecipientOutcome) => people.get(name)?.total ?? 0;
  const reached = count('accepted') + count('recalled');
  const open = deliveries.filter(isOpen);
  const unsent = count('failed') + count('unconfirmed');
  const problems = deliveries.filter(hasProblem).flatMap(({ problem }) => (problem ? problemText(problem, texts) : []));
  const lines = [...new Set(problems)];
  const nobody = reached === 0 && open.length === 0 && unsent === 0;
  if (nobody) lines.unshift(t('server.notification.nobody'));
  for (const [name, key] of Object.entries(TOLD) as [keyof typeof TOLD, TextKey][]) {
    const { total, first } = people.get(name) ?? { total: 0, first: [] };
    // Where all of them failed, the problem says enough.
    if (total === 0 || (name === 'failed' && reached === 0 && open.length === 0)) continue;
    lines.push(t(key, { names: listOfNames(first.map(nameOf), total, texts) }));
  }
  if (open.length > 0) lines.unshift(...waiting(outcome, texts));
  return { status: reached > 0 || open.length > 0 ? 'success' : 'failure', reason: lines.join('\n') || null };
}

/** Whether its problem is told: whom it reached for sure is told by names, and what was sent again and arrived is mended. */
function hasProblem({ state, unsent }: DeliveryOutcome): boolean {
  if (state === 'failed' || state === 'unconfirmed') return unsent > 0;
  // Accepted, and not all is known.
  return state === 'sent' || state === 'partly_sent';
}

function waiting({ deliveries, people, paused }: NotificationOutcome, texts: Texts): string[] {
  const { t } = texts;
  const count = people.get('waiting')?.total ?? 0;
  if (paused) return [t('server.delivery.waiting.paused', { problem: problemText(paused, texts) })];
  const reasons = deliveries.filter(isOpen).flatMap(({ waitingFor, problem, dueAt }) => {
    const at = new Date(dueAt).toISOString();
    switch (waitingFor) {
      case null:
        return [];
      case 'retry':
        return t('server.delivery.waiting.retry', { at, problem: problem ? problemText(problem, texts) : '' });
      case 'member_limit':
        return t('server.delivery.waiting.memberLimit', { at });
      case 'daily_limit':
        return t('server.delivery.waiting.dailyLimit', { at });
      case 'order':
        return t('server.delivery.waiting.order');
      default:
        return waitingFor satisfies never;
    }
  });
  const distinct = [...new Set(reasons)].slice(0, MOST_REASONS);
  return [t('server.delivery.waiting.people', { count }), ...distinct];
}

const MOST_REASONS = 3;
