import { causeOf } from './failure';
import { dayOf, pausesQueue, probeAt, type RetryCause } from './retry-table';
import type { QueueProblem } from './states';
import { selected, type Statements } from './sql';
import type { Outbox } from './outbox';

/** Whether an app may send; one row each. */
export interface Queue {
  authenticator: string;
  /** What keeps it from sending; null: it sends. */
  problem: QueueProblem | null;
  /** Since when the problem keeps it from sending. */
  pausedAt: number | null;
  probeAt: number | null;
  probes: number;
  /** Of the settings it was used with last. */
  settingsFingerprint: string | null;
  day: string | null;
  personTimes: number;
}

/** Its columns. */
export const QUEUE = [
  'authenticator',
  'problem',
  'pausedAt',
  'probeAt',
  'probes',
  'settingsFingerprint',
  'day',
  'personTimes',
] as const satisfies readonly (keyof Queue)[];

/** Locked until the transaction ends: claims, and whoever changes what they go by, follow each other. */
export async function lockQueue(
  { tables: { queues } }: Outbox,
  statements: Statements,
  authenticator: string,
): Promise<Queue | undefined> {
  const [row] = await statements.rows<Record<keyof Queue, string | number | null>>(
    `SELECT ${selected(queues, QUEUE)} FROM ${queues.table} WHERE ${queues.authenticator} = ${statements.value(authenticator)} ${statements.forUpdate}`,
  );
  return row && readQueue(row);
}

export function readQueue(row: Readonly<Record<keyof Queue, string | number | null>>): Queue {
  return {
    authenticator: String(row.authenticator),
    problem: row.problem === null ? null : (JSON.parse(String(row.problem)) as QueueProblem),
    pausedAt: row.pausedAt === null ? null : Number(row.pausedAt),
    probeAt: row.probeAt === null ? null : Number(row.probeAt),
    probes: Number(row.probes),
    settingsFingerprint: row.settingsFingerprint === null ? null : String(row.settingsFingerprint),
    day: row.day === null ? null : String(row.day),
    personTimes: Number(row.personTimes),
  };
}

export type QueueChanges = Partial<Omit<Queue, 'authenticator'>>;

export async function changeQueue(
  { tables: { queues } }: Outbox,
  statements: Statements,
  authenticator: string,
  { problem, ...changes }: QueueChanges,
): Promise<void> {
  const sets = Object.entries({
    ...changes,
    ...(problem !== undefined && { problem: problem && JSON.stringify(problem) }),
  });
  await statements.change(
    `UPDATE ${queues.table}
      SET ${sets.map(([column, value]) => `${queues[column as keyof typeof queues]} = ${statements.value(value)}`).join(', ')}
      WHERE ${queues.authenticator} = ${statements.value(authenticator)}`,
  );
}

/** Cause of what keeps a queue from sending. */
function causeOfProblem(problem: QueueProblem): RetryCause | 'settings' {
  return problem.kind === 'settings' ? 'settings' : causeOf({ result: 'refused', problem });
}

/** What a pause changes. One that goes on for the same reason keeps its probes: they were counted when they were made. */
export function pause(queue: Queue, problem: QueueProblem, now: number): QueueChanges {
  const cause = causeOfProblem(problem);
  if (queue.problem && causeOfProblem(queue.problem) === cause) return { problem };
  return { problem, pausedAt: now, probes: 0, probeAt: cause === 'settings' ? null : probeAt(cause, 0, now) };
}

export const RESUMED: QueueChanges = { problem: null, pausedAt: null, probeAt: null, probes: 0 };

/** What a probe changes before it is made, so that one whose process dies is not repeated at once. */
export function probed(queue: Queue, now: number): QueueChanges {
  const cause = queue.problem ? causeOfProblem(queue.problem) : 'settings';
  const probes = queue.probes + 1;
  return { probes, probeAt: cause === 'settings' || !pausesQueue(cause) ? null : probeAt(cause, probes, now) };
}

/** The settings of an app as this process has them. */
export interface Settings {
  fingerprint: string;
  /** WeCom refused them when this process used them last. */
  refused: boolean;
}

/** Whether the problem is about the settings, so that others may mend it. */
export function isAboutSettings(problem: QueueProblem): boolean {
  return causeOfProblem(problem) !== 'blocked';
}

/**
 * What may be claimed: all, one delivery to see whether the problem is gone, or nothing. Processes may have different settings, because
 * a variable has another value in some of them: whoever was refused with its own leaves the queue to the others, or a wrong secret would
 * be tried again each time another process has shown that the right one works.
 */
export function gateOf(queue: Queue, { fingerprint, refused }: Settings, now: number): 'open' | 'probe' | 'closed' {
  const others = queue.settingsFingerprint !== fingerprint;
  // That the settings could be read at all is what was wanted.
  if (!queue.problem || queue.problem.kind === 'settings') {
    return refused && others && queue.settingsFingerprint !== null ? 'closed' : 'open';
  }
  const due = queue.probeAt !== null && queue.probeAt <= now;
  const mended = isAboutSettings(queue.problem) && others && !refused;
  return due || mended ? 'probe' : 'closed';
}

/** Lets one delivery be tried now, if the app is paused. */
export async function probeNow(outbox: Outbox, authenticator: string): Promise<void> {
  await outbox.sql.inTransaction(async (statements) => {
    const queue = await lockQueue(outbox, statements, authenticator);
    if (queue?.problem) await changeQueue(outbox, statements, authenticator, { probeAt: outbox.now() });
  });
}

/** Changes that give back what a day was charged for people who were not sent to after all. */
export function personTimesBack(
  queue: Queue,
  unsent: readonly { claimedAt: number; memberCount: number }[],
  now: number,
): QueueChanges {
  const day = dayOf(now);
  const people = unsent
    .filter(({ claimedAt }) => dayOf(claimedAt) === day)
    .reduce((sum, { memberCount }) => sum + memberCount, 0);
  return queue.day === day && people > 0 ? { personTimes: Math.max(0, queue.personTimes - people) } : {};
}
