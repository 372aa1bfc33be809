import type { SendMessageAnswer } from '@openwecom/client';
import type { ClaimedDelivery } from '../claim/carry-out';
import { REPEAT_WITHIN_MS } from '../claim/plan';
import { causeOf, readFailure, type Failure } from '../failure';
import { pausesQueue, repeatAt, retryTable, type RetryCause, type RetryRow } from '../retry-table';
import type { AttemptResult, DeliveryProblem, DeliveryState, QueueProblem, RecipientOutcome } from '../states';

/** So long a message that is repeated holds back the member's later ones, from its first failure. */
export const HOLD_MS = 60_000;

/** How an attempt ended. */
export interface AttemptEnd {
  delivery: ClaimedDelivery;
  startedAt: number;
  endedAt: number;
  /** What WeCom answered, or what `message.sendPrepared` threw. */
  outcome: { answer: SendMessageAnswer } | { error: unknown };
}

/** An earlier attempt, as it was written down. */
export interface EarlierFailure extends Failure {
  startedAt: number;
}

/** What an attempt makes of its delivery. */
export interface Verdict {
  state: DeliveryState;
  /** Of a delivery that is queued again. */
  dueAt?: number;
  problem: DeliveryProblem | null;
  unansweredSince: number | null;
  /** The card is sent under another task id from now on. */
  newTaskId: boolean;
  attempt: { result: AttemptResult; problem: DeliveryProblem | null; msgid?: string; responseCode?: string };
  /** Whether WeCom may have counted it towards its limits. */
  counted: boolean;
  /** Of those who still wait; undefined: they wait on. */
  outcome: RecipientOutcome | undefined;
  /** Lower-cased members for whom it is another one. */
  refused: { invalid: readonly string[]; unlicensed: readonly string[] };
  /** Whether it holds back later messages to its members for a while. */
  holds: boolean;
  /** What keeps the app from sending at all. */
  pause: QueueProblem | undefined;
  /** What it tells about an app whose queue is paused: that it can send, or nothing. */
  provesApp: boolean;
}

const NOBODY_REFUSED = { invalid: [], unlicensed: [] };

/** @param earlier the delivery's failures before, in order; needed only for one that failed again */
export function judge(end: AttemptEnd, earlier: readonly EarlierFailure[], random: () => number): Verdict {
  return 'answer' in end.outcome
    ? accepted(end.delivery, end.outcome.answer)
    : failed(end, readFailure(end.outcome.error), earlier, random);
}

function accepted(delivery: ClaimedDelivery, answer: SendMessageAnswer): Verdict {
  const problem: DeliveryProblem | null = delivery.unansweredSince === null ? null : { kind: 'details_unknown' };
  const refused = { invalid: lowerCased(answer.invaliduser), unlicensed: lowerCased(answer.unlicenseduser) };
  return {
    state:
      answer.accepted.length === delivery.memberCount ? 'sent' : answer.accepted.length > 0 ? 'partly_sent' : 'failed',
    problem,
    unansweredSince: delivery.unansweredSince,
    newTaskId: false,
    attempt: {
      result: 'accepted',
      problem: null,
      msgid: answer.msgid,
      ...(answer.response_code && { responseCode: answer.response_code }),
    },
    counted: true,
    outcome: 'accepted',
    refused,
    holds: false,
    pause: undefined,
    provesApp: true,
  };
}

function failed(
  { delivery, endedAt }: AttemptEnd,
  failure: Failure,
  earlier: readonly EarlierFailure[],
  random: () => number,
): Verdict {
  const cause = causeOf(failure);
  const { result, problem } = failure;
  const counted = result === 'unanswered';
  const since = counted ? (delivery.unansweredSince ?? delivery.claimedAt) : delivery.unansweredSince;
  const base: Verdict = {
    state: 'queued',
    problem,
    unansweredSince: since,
    // A task id that reached WeCom is spent; one whose attempt may still have succeeded must not change.
    newTaskId: result === 'refused' && since === null && delivery.taskId !== null,
    attempt: { result, problem },
    counted,
    outcome: undefined,
    refused: NOBODY_REFUSED,
    holds: true,
    pause: pausesQueue(cause) ? (problem as QueueProblem) : undefined,
    provesApp: result === 'refused' && !pausesQueue(cause),
  };
  const row: RetryRow = retryTable[cause];
  const dueAt = repeatAt(cause, timesInARow(cause, earlier), endedAt, random);
  const again = (): Verdict => (dueAt === undefined ? ended(base, 'failed') : { ...base, dueAt });
  switch (row.delivery) {
    case 'stay':
      return { ...base, dueAt: endedAt, holds: false };
    case 'repeat':
    case 'repeat_unchanged': {
      if (since === null) return again();
      const inTime = delivery.checked && dueAt !== undefined && dueAt <= since + REPEAT_WITHIN_MS;
      return inTime ? { ...base, dueAt } : ended(base, 'unconfirmed');
    }
    case 'new_task_id':
      return since === null ? again() : probablyArrived(base, since, earlier);
    case 'fail':
      // What is refused now may still have been accepted before.
      return since === null
        ? ended(base, cause === 'nobody_reachable' ? 'invalid' : 'failed')
        : ended(base, 'unconfirmed');
    default:
      return row.delivery satisfies never;
  }
}

/**
 * 42014 on a repeat: some attempt before used up the task id. If it was none that WeCom refused, it was the one without an answer, and
 * the card has probably arrived.
 */
function probablyArrived(base: Verdict, since: number, earlier: readonly EarlierFailure[]): Verdict {
  const problem: DeliveryProblem = { kind: 'task_id_used' };
  const refusedSince = earlier.some(({ result, startedAt }) => result === 'refused' && startedAt >= since);
  if (refusedSince) return { ...ended(base, 'unconfirmed'), problem };
  return { ...base, state: 'sent', outcome: 'accepted', problem };
}

function ended(base: Verdict, outcome: 'failed' | 'invalid' | 'unconfirmed'): Verdict {
  return { ...base, state: outcome === 'unconfirmed' ? 'unconfirmed' : 'failed', outcome, newTaskId: false };
}

/** How often the last attempts failed for this cause and no other. That our process died meanwhile says nothing of WeCom. */
function timesInARow(cause: RetryCause, earlier: readonly EarlierFailure[]): number {
  const failures = earlier.filter(({ problem }) => problem.kind !== 'interrupted');
  const before = failures.findLastIndex((failure) => causeOf(failure) !== cause);
  return failures.length - 1 - before;
}

const lowerCased = (members: readonly string[]) => members.map((member) => member.toLowerCase());
