import { WeComAppError } from '../../apps/app-error';
import type { WeComApps } from '../../apps/wecom-apps';
import type { Texts } from '../../texts';
import { PERSON_TIMES_PER_ACCOUNT } from '../claim/claim';
import type { Outbox } from '../outbox';
import { describeProblem } from '../problem-text';
import { dayOf } from '../retry-table';
import { selected } from '../sql';
import type { QueueProblem } from '../states';

/** How sending of one app stands. Times are in milliseconds since 1970. */
export interface QueueState {
  authenticator: string;
  queued: number;
  sending: number;
  /** Of those queued, how many wait for what: `WaitReason`. */
  waiting: Record<string, number>;
  /** When the first of them was accepted. */
  oldestAcceptedAt: number | null;
  /** What keeps the app from sending: what it is, what to do, and WeCom's own words. */
  problem: { meaning: string; remedy?: string; wecomText?: string } | null;
  pausedAt: number | null;
  /** When one delivery is sent to see whether it works again; null: not by itself. */
  probeAt: number | null;
  /** People sent to today, and how many WeCom takes; null while the account cap is not set. */
  personTimes: { day: string; used: number; most: number } | null;
}

/** All apps that have ever sent. Two statements over what is open, and the settings of each app. */
export async function queueStates(
  { sql, tables, now }: Outbox,
  apps: Pick<WeComApps, 'open'>,
  texts: Texts,
): Promise<QueueState[]> {
  const { queues: q, deliveries: d } = tables;
  const queues = await sql.rows<Record<string, string | number | null>>(
    `SELECT ${selected(q, ['authenticator', 'problem', 'pausedAt', 'probeAt', 'day', 'personTimes'])} FROM ${q.table}
      ORDER BY ${q.authenticator}`,
  );
  const open = await sql.rows<Record<string, string | number | null>>(
    `SELECT ${selected(d, ['authenticator', 'state', 'waitingFor'])}, COUNT(*) AS "count", MIN(${d.acceptedAt}) AS "oldest"
      FROM ${d.table} WHERE ${d.state} IN ('queued', 'sending') GROUP BY ${d.authenticator}, ${d.state}, ${d.waitingFor}`,
  );
  return Promise.all(
    queues.map(async (queue) => {
      const authenticator = String(queue.authenticator);
      const own = open.filter((row) => row.authenticator === authenticator);
      const count = (rows: typeof own) => rows.reduce((sum, row) => sum + Number(row.count), 0);
      const oldest = own.map((row) => Number(row.oldest));
      const problem = typeof queue.problem === 'string' ? (JSON.parse(queue.problem) as QueueProblem) : null;
      return {
        authenticator,
        queued: count(own.filter(({ state }) => state === 'queued')),
        sending: count(own.filter(({ state }) => state === 'sending')),
        waiting: Object.fromEntries(
          own.flatMap(({ state, waitingFor, count: waiting }) =>
            state === 'queued' && waitingFor !== null ? [[waitingFor, Number(waiting)]] : [],
          ),
        ) as Record<string, number>,
        oldestAcceptedAt: oldest.length > 0 ? Math.min(...oldest) : null,
        problem: problem && describeProblem(problem, texts),
        pausedAt: queue.pausedAt === null ? null : Number(queue.pausedAt),
        probeAt: queue.probeAt === null ? null : Number(queue.probeAt),
        personTimes: await personTimes(),
      };

      async function personTimes(): Promise<QueueState['personTimes']> {
        const accountCap = await accountCapOf(apps, authenticator);
        if (accountCap === undefined) return null;
        const day = dayOf(now());
        const used = queue.day === day ? Number(queue.personTimes) : 0;
        return { day, used, most: accountCap * PERSON_TIMES_PER_ACCOUNT };
      }
    }),
  );
}

async function accountCapOf(apps: Pick<WeComApps, 'open'>, authenticator: string): Promise<number | undefined> {
  try {
    return (await apps.open(authenticator)).accountCap;
  } catch (error) {
    if (error instanceof WeComAppError) return undefined;
    throw error;
  }
}
