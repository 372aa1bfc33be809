import type { Outbox } from '../outbox';
import { changeQueue, gateOf, lockQueue, probed, RESUMED, type Queue, type QueueChanges } from '../queues';
import { endDeliveries } from '../record/end-deliveries';
import { wakeNext, wakeUnheld } from '../record/wake';
import { dayOf } from '../retry-table';
import type { Statements } from '../sql';
import { readDue } from './candidates';
import { carryOut, type CarriedOut, type ClaimedDelivery, type Lease } from './carry-out';
import { planClaim } from './plan';
import { recover } from './recover';

/** WeCom lets an app send to so many people a day for each account of the corp (document 90312). */
export const PERSON_TIMES_PER_ACCOUNT = 200;

export interface ClaimOptions {
  authenticator: string;
  lease: Lease;
  /** Of the settings it will be sent with. */
  fingerprint: string;
  /** Accounts of the corp, if known. */
  accountCap?: number | undefined;
  /** Deliveries to claim. */
  most: number;
  /** Only these deliveries. */
  ids?: readonly number[] | undefined;
  /** What this process has claimed already and will end itself. */
  held: readonly number[];
  /** Whether leases may have ended. */
  recover: boolean;
}

export interface Claim {
  deliveries: ClaimedDelivery[];
  /** There may be more that is due. */
  more: boolean;
}

const NOTHING: CarriedOut & { more: boolean } = { claimed: [], ended: [], behind: [], more: false };

/**
 * Takes deliveries of one app that may be sent now. The lock on the app's queue makes claims of all processes follow each other, so each
 * sees what the others have taken: order, pacing, duplicates and the day's count rest on that.
 */
export async function claim(outbox: Outbox, options: ClaimOptions): Promise<Claim> {
  const { claimed, ended, behind, more } = await outbox.sql.inTransaction((statements) =>
    claimLocked(outbox, statements, options),
  );
  const woken = [await wakeNext(outbox, ended), await wakeUnheld(outbox, behind)];
  return { deliveries: claimed, more: more || woken.includes(true) };
}

async function claimLocked(
  outbox: Outbox,
  statements: Statements,
  options: ClaimOptions,
): Promise<CarriedOut & { more: boolean }> {
  const { authenticator, fingerprint } = options;
  const queue = await lockQueue(outbox, statements, authenticator);
  if (!queue) return NOTHING;
  const now = outbox.now();
  const recovered = options.recover ? await recover(outbox, statements, authenticator, options.held) : [];
  if (recovered.length > 0 && queue.problem) {
    // Perhaps it was the probe, whose answer nobody knows now.
    queue.probeAt = now;
    await changeQueue(outbox, statements, authenticator, { probeAt: now });
  }
  const gate = gateOf(queue, fingerprint, now);
  if (gate === 'closed') return NOTHING;
  const given: number[] = [];
  if (queue.settingsFingerprint !== null && queue.settingsFingerprint !== fingerprint) {
    given.push(...(await giveUpRepeats(outbox, statements, authenticator)));
  }

  const probe = gate === 'probe';
  const most = probe ? 1 : options.most;
  const { due, sent, more } = await readDue(outbox, statements, authenticator, { most, ids: options.ids });
  const { left, count } = personTimesOf(queue, options.accountCap, now);
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
  return { claimed, ended: [...given, ...ended], behind, more: more && (!probe || claimed.length === 0) };
}

/**
 * With other settings a repeat may reach another app, where no duplicate check knows the first attempt. Rare enough not to ask which
 * setting it was.
 */
async function giveUpRepeats(outbox: Outbox, statements: Statements, authenticator: string): Promise<number[]> {
  const { deliveries: d } = outbox.tables;
  const rows = await statements.rows<{ id: string | number }>(
    `SELECT ${d.id} AS "id" FROM ${d.table}
      WHERE ${d.authenticator} = ${statements.value(authenticator)} AND ${d.state} = 'queued'
        AND ${d.unansweredSince} IS NOT NULL`,
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
