import { hostRequire } from '../host.mjs';

/** As Sequelize uses it. */
interface PgClient {
  query(sql: unknown, ...rest: unknown[]): unknown;
}

export interface WatchedClaim {
  /** From its START TRANSACTION to the end of its COMMIT. */
  ms: number;
  /** Whether it took anything. */
  took: boolean;
}

export const claims: WatchedClaim[] = [];

/** Milliseconds each look for what may go after something has ended has taken. */
export const wakes: number[] = [];

/** Every claim reads what is due, and nothing else does; it gives out leases only when it takes something. */
const readsDue = (sql: string): boolean => sql.includes('"equalAttemptedAt"');
const takes = (sql: string): boolean => /SET\s+"state" = 'sending'/.test(sql);
const isWake = (sql: string): boolean => sql.includes('AS "next"') && sql.includes('"waitingFor" = \'order\'');

/** Watches what goes over the connections to PostgreSQL, so that nothing in the engine is there for the benchmark. */
export function watchClaims(): void {
  const { Client } = hostRequire('pg') as { Client: { prototype: PgClient } };
  const transactions = new WeakMap<PgClient, { startedAt: number; claim: boolean; took: boolean }>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the client it is called on
  const { query } = Client.prototype;
  Client.prototype.query = function (this: PgClient, sql: unknown, ...rest: unknown[]) {
    if (typeof sql !== 'string') return query.call(this, sql, ...rest);
    const startedAt = performance.now();
    if (sql.startsWith('START TRANSACTION')) transactions.set(this, { startedAt, claim: false, took: false });
    const transaction = transactions.get(this);
    if (transaction) {
      transaction.claim ||= readsDue(sql);
      transaction.took ||= takes(sql);
    }
    if (isWake(sql)) return query.call(this, sql, ...withEnd(rest, () => wakes.push(performance.now() - startedAt)));
    if (!transaction?.claim || !sql.startsWith('COMMIT')) return query.call(this, sql, ...rest);
    transactions.delete(this);
    const ended = () => claims.push({ ms: performance.now() - transaction.startedAt, took: transaction.took });
    return query.call(this, sql, ...withEnd(rest, ended));
  };
}

/** The arguments of a query, with something to be done before its callback is called. */
function withEnd(rest: readonly unknown[], ended: () => void): unknown[] {
  const callback = rest.at(-1);
  if (typeof callback !== 'function') return [...rest];
  return [
    ...rest.slice(0, -1),
    (...answer: unknown[]) => {
      ended();
      (callback as (...answer: unknown[]) => void)(...answer);
    },
  ];
}
