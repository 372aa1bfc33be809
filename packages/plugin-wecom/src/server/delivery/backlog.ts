import type { Outbox } from './outbox';

/** Deliveries of one app that may wait before new ones are refused. */
export const MOST_QUEUED = 200_000;

/** A full queue is counted again after so long. */
const COUNT_AGAIN_MS = 1000;

/**
 * Reads `WECOM_MOST_QUEUED`.
 *
 * @throws when it is set and no whole number from 1
 */
export function mostQueuedFrom(text: string | undefined): number {
  if (!text) return MOST_QUEUED;
  const most = Number(text);
  if (Number.isInteger(most) && most >= 1) return most;
  throw new Error(`WECOM_MOST_QUEUED must be a whole number from 1, got "${text}".`);
}

/** So many deliveries of an app wait that no more are taken. */
export class BacklogError extends Error {
  override readonly name = 'BacklogError';

  constructor(
    readonly authenticator: string,
    readonly most: number,
  ) {
    super(`More than ${most} deliveries of "${authenticator}" are queued`);
  }
}

interface Count {
  /** Queued when they were counted, and what this process has accepted since. */
  queued: number;
  accepted: number;
  countedAt: number;
}

/**
 * Keeps queues from growing without end. Queues are counted once in a while and not for each notification, so that several processes
 * together may exceed the limit by a tenth each.
 */
export class Backlog {
  private readonly counts = new Map<string, Count>();
  /** Under way. */
  private readonly counting = new Map<string, Promise<Count>>();

  constructor(
    private readonly outbox: Outbox,
    private readonly most: number,
  ) {}

  /**
   * Makes room for so many deliveries.
   *
   * @returns gives the room back; for when they are not written after all
   * @throws {BacklogError} when there is none
   */
  async reserve(authenticator: string, deliveries: number): Promise<() => void> {
    const known = this.counts.get(authenticator);
    const count = known && !this.isStale(known, deliveries) ? known : await this.counted(authenticator);
    if (count.queued + count.accepted + deliveries > this.most) throw new BacklogError(authenticator, this.most);
    count.accepted += deliveries;
    return () => void (count.accepted -= deliveries);
  }

  private isStale({ queued, accepted, countedAt }: Count, deliveries: number): boolean {
    if (accepted > this.most / 10) return true;
    const full = queued + accepted + deliveries > this.most;
    return full && (accepted > 0 || this.outbox.now() - countedAt >= COUNT_AGAIN_MS);
  }

  /** Whoever asks at the same time gets the same count, so that each sees what the others take of it. */
  private counted(authenticator: string): Promise<Count> {
    const underWay = this.counting.get(authenticator);
    if (underWay) return underWay;
    const counting = this.count(authenticator)
      .then((queued) => {
        const count = { queued, accepted: 0, countedAt: this.outbox.now() };
        this.counts.set(authenticator, count);
        return count;
      })
      .finally(() => this.counting.delete(authenticator));
    this.counting.set(authenticator, counting);
    return counting;
  }

  /** One range of an index, and no more of it than matters. */
  private async count(authenticator: string): Promise<number> {
    const { sql, tables } = this.outbox;
    const { deliveries: d } = tables;
    const [row] = await sql.rows<{ queued: string | number }>(
      `SELECT COUNT(*) AS "queued" FROM (
          SELECT 1 AS one FROM ${d.table}
          WHERE ${d.authenticator} = ${sql.value(authenticator)} AND ${d.state} = 'queued' LIMIT ${this.most}
        ) AS waiting`,
    );
    return Number(row?.queued ?? 0);
  }
}
