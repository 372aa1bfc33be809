import type { Outbox } from '../outbox';
import {
  changeQueue,
  gateOf,
  lockQueue,
  probed,
  RESUMED,
  type Queue,
  type QueueChanges,
  type Settings,
} from '../queues';
import { endDeliveries } from '../record/end-deliveries';
import { lookAgain, wakeNext, wakeUnheld } from '../record/wake';
import { dayOf } from '../retry-table';
import type { Statements } from '../sql';
import { readDue } from './candidates';
import { carryOut, type CarriedOut, type ClaimedDelivery, type Lease } from './carry-out';
import { planClaim, REPEAT_WITHIN_MS } from './plan';
import { recover } from './recover';

/** WeCom lets an app send to so many people a day for each account of the corp (document 90312). */
export const PERSON_TIMES_PER_ACCOUNT = 200;

export interface ClaimOptions {
  authenticator: string;
  lease: Lease;
  /** What they will be sent with; undefined when the settings cannot be read, and so nothing sent. */
  app: (Settings & { accountCap?: number | undefined }) | undefined;
  /** Deliveries to claim. */
  most: number;
  /** Only these deliveries. */
  ids?: readonly number[] | undefined;
  /** What this process has claimed already and will end itself. */
  held: readonly number[];
  /** Whether leases may have ended. */
  recover: boolean;
  /** Whether to look, when nothing may be sent, for what can be repeated no more. */
  giveUpLate: boolean;
}

export interface Claim {
  deliveries: ClaimedDelivery[];
  /** Ids of deliveries that may have arrived and are not repeated any more. */
  unconfirmed: number[];
  /** Ids of deliveries whose process died. */
  recovered: number[];
  /** There may be more that is due. */
  more: boolean;
}

interface Locked extends CarriedOut {
  recovered: number[];
  more: boolean;
}

const NOTHING: Locked = { claimed: [], ended: [], behind: [], recovered: [], more: false };

/**
 * Takes deliveries of one app that may be sent now. The lock on the app's queue makes claims of all processes follow each other, so each
 * sees what the others have taken: order, pacing, duplicates and the day's count rest on that.
 */
export async function claim(outbox: Outbox, options: ClaimOptions): Promise<Claim> {
  const { claimed, ended, behind, recovered, more } = await outbox.sql.inTransaction((statements) =>
    claimLocked(outbox, statements, options),
  );
  const woken = [await wakeNext(outbox, ended).catch(lookAgain), await wakeUnheld(outbox, behind).catch(lookAgain)];
  return { deliveries: claimed, unconfirmed: ended, recovered, more: more || woken.includes(true) };
}

async function claimLocked(outbox: Outbox, statements: Statements, options: ClaimOptions): Promise<Locked> {
  const { authenticator, app } = options;
  const queue = await lockQueue(outbox, statements, authenticator);
  if (!queue) return NOTHING;
  const now = outbox.now();
  const dead = options.recover ? await recover(outbox, statements, authenticator, options.held) : [];
  const recovered = dead.map(({ id }) => id);
  const { pausedAt } = queue;
  if (queue.problem && pausedAt !== null && dead.some(({ claimedAt }) => claimedAt > pausedAt)) {
    // It was the probe: nothing else is claimed after a pause. Nobody knows its answer now.
    queue.probeAt = now;
    await changeQueue(outbox, statements, authenticator, { probeAt: now });
  }
  const gate = app ? gateOf(queue, app, now) : 'closed';
  if (!app || gate === 'closed') {
    const late = now - REPEAT_WITHIN_MS;
    const ended = options.giveUpLate ? await giveUpRepeats(outbox, statements, authenticator, late) : [];
    return { ...NOTHING, ended, recovered };
  }
  const { fingerprint } = app;
  const given: number[] = [];
  // With other settings a repeat may reach another app, where no duplicate check knows the first attempt.
  if (queue.settingsFingerprint !== null && queue.settingsFingerprint !== fingerprint) {
    given.push(...(await giveUpRepeats(outbox, statements, authenticator)));
  }

  const probe = gate === 'probe';
  const most = probe ? 1 : options.most;
  const { due, sent, more } = await readDue(outbox, statements, authenticator, { most, ids: options.ids });
  const { left, count } = personTimesOf(queue, app.accountCap, now);
  const steps = planClaim({ now, due, sent, most, personTimes: left });
  const { claimed, ended, behind } = await carryOut(outbox, statements, steps, {
    authenticator,
    lease: options.lease,
    probe,
    fingerprint,
  });

  const used = gate === 'open' || claimed.length > 0;
  const changes: QueueChanges = {
    // Kept until there is something to probe with: that the settings are others is the reason to.
    ...(used && queue.settingsFingerprint !== fingerprint && { settingsFingerprint: fingerprint }),
    ...(used && (probe ? probed(queue, now) : queue.problem && RESUMED)),
    ...count(claimed),
  };
  if (Object.keys(changes).length > 0) await changeQueue(outbox, statements, authenticator, changes);
  const all = [...given, ...ended];
  return { claimed, ended: all, behind, recovered, more: more && (!probe || claimed.length === 0) };
}

/**
 * Ends what may have arrived, instead of repeating it.
 *
 * @param before the first attempt was made before
 */
async function giveUpRepeats(
  outbox: Outbox,
  statements: Statements,
  authenticator: string,
  before = Infinity,
): Promise<number[]> {
  const { deliveries: d } = outbox.tables;
  const rows = await statements.rows<{ id: string | number }>(
    `SELECT ${d.id} AS "id" FROM ${d.table}
      WHERE ${d.authenticator} = ${statements.value(authenticator)} AND ${d.state} = 'queued'
        AND ${d.unansweredSince} ${before === Infinity ? 'IS NOT NULL' : `< ${before}`}`,
  );
  const ids = rows.map(({ id }) => Number(id));
  await endDeliveries(outbox, statements, ids, { state: 'unconfirmed', outcome: 'unconfirmed' });
  return ids;
}

function personTimesOf(queue: Queue, accountCap: number | undefined, now: number) {
  if (!accountCap) return { left: Infinity, count: (): QueueChanges => ({}) };
  const day = dayOf(now);
  const used = queue.day === day ? queue.personTimes : 0;
  return {
    left: accountCap * PERSON_TIMES_PER_ACCOUNT - used,
    count: (claimed: readonly ClaimedDelivery[]): QueueChanges => {
      const people = claimed.reduce((sum, { memberCount }) => sum + memberCount, 0);
      return people > 0 ? { day, personTimes: used + people } : {};
    },
  };
}
