import { withNewTaskId } from '../body';
import type { ClaimedDelivery } from '../claim/carry-out';
import type { Outbox } from '../outbox';
import { changeQueue, lockQueue, pause, personTimesBack, RESUMED, type Queue, type QueueChanges } from '../queues';
import { selected, type Statements } from '../sql';
import type { DeliveryProblem } from '../states';
import { stillWaiting } from '../still-waiting';
import type { Tables } from '../tables';
import { HOLD_MS, judge, type AttemptEnd, type EarlierFailure, type Verdict } from './verdict';
import { lookAgain, wakeNext } from './wake';

/** A probe that tells nothing is made again after a minute, also where probes are not made by themselves. */
const PROBE_AGAIN_MS = 60_000;

export interface Recorded {
  verdicts: { end: AttemptEnd; verdict: Verdict }[];
  /** Deliveries taken from this process because its lease had ended: what it learned of them is not written. */
  lost: number[];
  /** Something that waited for one of them is due now. */
  woken: boolean;
}

/**
 * Writes down how attempts of one app ended: in one transaction, with the same few statements for one as for many. Only of deliveries
 * this process still has the lease of.
 */
export async function record(
  outbox: Outbox,
  authenticator: string,
  lease: string,
  ends: readonly AttemptEnd[],
): Promise<Recorded> {
  const recorded = await outbox.sql.inTransaction(async (statements) => {
    const failures = ends.filter(({ outcome }) => 'error' in outcome);
    const earlier = await earlierFailures(
      outbox,
      statements,
      failures.map(({ delivery }) => delivery.id),
    );
    const all = ends.map((end) => ({ end, verdict: judge(end, earlier.get(end.delivery.id) ?? [], outbox.random) }));
    const telling = all.filter(({ end, verdict }) => verdict.pause || end.delivery.probe || !verdict.counted);
    // Before the deliveries: claims lock in this order too.
    const queue = telling.length > 0 ? await lockQueue(outbox, statements, authenticator) : undefined;
    const owned = await stillOwned(outbox, statements, lease, ends);
    if (queue) await recordQueue(outbox, statements, queue, telling, owned);
    const verdicts = all.filter(({ end }) => owned.has(end.delivery.id));
    const lost = ends.filter(({ delivery }) => !owned.has(delivery.id)).map(({ delivery }) => delivery.id);
    if (verdicts.length > 0) {
      const now = outbox.now();
      await statements.changeAll([
        insertAttempts(outbox.tables, statements, verdicts),
        ...changeDeliveries(outbox.tables, statements, verdicts, now),
        ...changeRecipients(outbox.tables, statements, verdicts, now),
      ]);
    }
    return { verdicts, lost };
  });
  const ended = recorded.verdicts.filter(({ verdict }) => verdict.state !== 'queued');
  const woken = await wakeNext(
    outbox,
    ended.map(({ end }) => end.delivery.id),
  ).catch(lookAgain);
  return { ...recorded, woken };
}

type Judged = Recorded['verdicts'];

async function earlierFailures(
  { tables: { attempts: a } }: Outbox,
  statements: Statements,
  ids: readonly number[],
): Promise<Map<number, EarlierFailure[]>> {
  const earlier = new Map<number, EarlierFailure[]>();
  if (ids.length === 0) return earlier;
  const rows = await statements.rows<{
    deliveryId: string | number;
    startedAt: string | number;
    result: EarlierFailure['result'];
    problem: string | null;
  }>(
    `SELECT ${selected(a, ['deliveryId', 'startedAt', 'result', 'problem'])} FROM ${a.table}
      WHERE ${a.deliveryId} IN ${statements.list(ids)} ORDER BY ${a.id}`,
  );
  for (const { deliveryId, startedAt, result, problem } of rows) {
    if (problem === null) continue;
    const failures = earlier.get(Number(deliveryId)) ?? [];
    earlier.set(Number(deliveryId), failures);
    failures.push({ startedAt: Number(startedAt), result, problem: JSON.parse(problem) as DeliveryProblem });
  }
  return earlier;
}

/** Pauses the queue, or lets it go on, and takes back person-times of what was not sent. */
async function recordQueue(
  outbox: Outbox,
  statements: Statements,
  queue: Queue,
  telling: Judged,
  owned: ReadonlySet<number>,
): Promise<void> {
  const now = outbox.now();
  // What another process has taken over is counted by that one.
  const unsent = telling.filter(({ end, verdict }) => !verdict.counted && owned.has(end.delivery.id));
  let changes = personTimesBack(
    queue,
    unsent.map(({ end }) => end.delivery),
    now,
  );
  for (const { end, verdict } of telling) {
    changes = { ...changes, ...queueAfter({ ...queue, ...changes }, end.delivery, verdict, now) };
  }
  if (Object.keys(changes).length > 0) await changeQueue(outbox, statements, queue.authenticator, changes);
}

function queueAfter(
  queue: Queue,
  { probe, fingerprint }: ClaimedDelivery,
  verdict: Verdict,
  now: number,
): QueueChanges {
  if (verdict.pause) return { ...pause(queue, verdict.pause, now), settingsFingerprint: fingerprint };
  if (!probe || !queue.problem) return {};
  if (verdict.provesApp) return RESUMED;
  return queue.probeAt === null ? { probeAt: now + PROBE_AGAIN_MS } : {};
}

async function stillOwned(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  lease: string,
  ends: readonly AttemptEnd[],
): Promise<Set<number>> {
  const rows = await statements.rows<{ id: string | number; attempts: number }>(
    `SELECT ${selected(d, ['id', 'attempts'])} FROM ${d.table}
      WHERE ${d.id} IN ${statements.list(ends.map(({ delivery }) => delivery.id))}
        AND ${d.lease} = ${statements.value(lease)}
      ORDER BY ${d.id} ${statements.forUpdate}`,
  );
  const attempts = new Map(rows.map((row) => [Number(row.id), Number(row.attempts)]));
  const owned = ends.filter(({ delivery }) => attempts.get(delivery.id) === delivery.attempt);
  return new Set(owned.map(({ delivery }) => delivery.id));
}

function insertAttempts({ attempts: a }: Tables, statements: Statements, verdicts: Judged): string {
  const rows = verdicts.map(({ end, verdict: { attempt } }) =>
    statements.list([
      end.delivery.id,
      end.delivery.attempt,
      end.startedAt,
      end.endedAt,
      attempt.result,
      attempt.problem && JSON.stringify(attempt.problem),
      attempt.msgid ?? null,
      attempt.responseCode ?? null,
    ]),
  );
  const columns = [a.deliveryId, a.number, a.startedAt, a.endedAt, a.result, a.problem, a.msgid, a.responseCode];
  return `INSERT INTO ${a.table} (${columns.join(', ')}) VALUES ${rows.join(', ')}`;
}

function changeDeliveries({ deliveries: d }: Tables, statements: Statements, verdicts: Judged, now: number): string[] {
  const set = (changes: Partial<Record<keyof typeof d, string | number | boolean | null>>) =>
    Object.entries(changes)
      .map(([column, value]) => `${d[column as keyof typeof d]} = ${statements.value(value)}`)
      .join(', ');
  const updates = grouped(verdicts, ({ end, verdict }) => {
    const { state, dueAt, problem, unansweredSince } = verdict;
    const queued = state === 'queued';
    const card = queued && verdict.newTaskId ? withNewTaskId(end.delivery.body) : undefined;
    return set({
      state,
      waitingFor: queued && !verdict.pause ? 'retry' : null,
      lease: null,
      leaseUntil: null,
      unansweredSince,
      problem: problem && JSON.stringify(problem),
      ...(queued ? { dueAt: dueAt ?? now } : { finishedAt: now }),
      ...(!queued && (state !== 'sent' || problem) && { logged: false }),
      ...(card && { body: card.text, bodyHash: card.hash, taskId: card.taskId, checked: true }),
    });
  });
  return [...updates].map(
    ([changes, ids]) => `UPDATE ${d.table} SET ${changes} WHERE ${d.id} IN ${statements.list(ids)}`,
  );
}

function changeRecipients({ recipients: r }: Tables, statements: Statements, verdicts: Judged, now: number): string[] {
  const refused = verdicts.flatMap(({ end, verdict }) =>
    (['invalid', 'unlicensed'] as const).flatMap((outcome) => {
      const members = verdict.refused[outcome];
      if (members.length === 0) return [];
      return `UPDATE ${r.table} SET ${r.outcome} = '${outcome}'
          WHERE ${r.deliveryId} = ${end.delivery.id} AND ${r.member} IN ${statements.list(members)}`;
    }),
  );
  const updates = grouped(verdicts, ({ verdict: { outcome, counted, holds } }) => {
    const sets = counted
      ? [`${r.attemptedAt} = ${now}`]
      : // In this order: MySQL reads what it has already set.
        [`${r.attemptedAt} = CASE WHEN ${r.sends} > 1 THEN ${r.attemptedAt} END`, `${r.sends} = ${r.sends} - 1`];
    if (outcome) sets.push(`${r.outcome} = ${statements.value(outcome)}`);
    else if (holds) sets.push(`${r.holdsUntil} = COALESCE(${r.holdsUntil}, ${now + HOLD_MS})`);
    return sets.join(', ');
  });
  return [
    ...refused,
    ...[...updates].map(([set, ids]) => `UPDATE ${r.table} SET ${set} WHERE ${stillWaiting(r, ids)}`),
  ];
}

/** Ids of deliveries for which the same is to be set. */
function grouped(verdicts: Judged, changesOf: (judged: Judged[number]) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const judged of verdicts) {
    const changes = changesOf(judged);
    groups.set(changes, [...(groups.get(changes) ?? []), judged.end.delivery.id]);
  }
  return groups;
}
