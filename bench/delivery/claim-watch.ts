import { hostRequire } from '../host.mjs';

/** As Sequelize uses it. */
interface PgClient {
  query(sql: unknown, ...rest: unknown[]): unknown;
}

/** Milliseconds each claim has taken that claimed something: from its START TRANSACTION to the end of its COMMIT. */
export const claimTimes: number[] = [];

/** Only a claim gives out leases. */
const isClaim = (sql: string): boolean => sql.startsWith('UPDATE') && /SET\s+"state" = 'sending'/.test(sql);

/** Watches what goes over the connections to PostgreSQL, so that nothing in the engine is there for the benchmark. */
export function watchClaims(): void {
  const { Client } = hostRequire('pg') as { Client: { prototype: PgClient } };
  const transactions = new WeakMap<PgClient, { startedAt: number; claim: boolean }>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the client it is called on
  const { query } = Client.prototype;
  Client.prototype.query = function (this: PgClient, sql: unknown, ...rest: unknown[]) {
    if (typeof sql !== 'string') return query.call(this, sql, ...rest);
    if (sql.startsWith('START TRANSACTION')) transactions.set(this, { startedAt: performance.now(), claim: false });
    const transaction = transactions.get(this);
    if (transaction && isClaim(sql)) transaction.claim = true;
    const callback = rest.at(-1);
    if (!transaction?.claim || !sql.startsWith('COMMIT') || typeof callback !== 'function') {
      return query.call(this, sql, ...rest);
    }
    transactions.delete(this);
    return query.call(this, sql, ...rest.slice(0, -1), (...answer: unknown[]) => {
      claimTimes.push(performance.now() - transaction.startedAt);
      (callback as (...answer: unknown[]) => void)(...answer);
    });
  };
}
