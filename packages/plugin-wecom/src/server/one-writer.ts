import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from '@nocobase/database';
import type { Sequelize } from 'sequelize';
import type { Application } from '@nocobase/server';

/** How long a write waits for transactions of the host; one of them may be waiting for the write. */
const PATIENCE_MS = 3000;

const ours = new AsyncLocalStorage<{ running: boolean }>();
const turns = new WeakMap<Sequelize, Turns>();

/**
 * Our writes one after the other on SQLite, and none while a transaction of the host is open: SQLite refuses a second writer rather than
 * let it wait, and a company that comes to work signs in, and is notified, a lot. The host's transactions go first; they wait only while
 * a write is being made. Other databases keep writers apart themselves.
 */
export function oneWriter<T>({ db: { sequelize } }: Application, write: () => Promise<T>): Promise<T> {
  if (sequelize.getDialect() !== 'sqlite' || ours.getStore()?.running) return write();
  const known = turns.get(sequelize) ?? new Turns(sequelize);
  turns.set(sequelize, known);
  return known.take(write);
}

type Begin = (...begin: unknown[]) => Promise<unknown>;

/** Who writes next. */
class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private running: Promise<unknown> | undefined;
  /** Transactions of the host that are open, or about to be. */
  private readonly open = new Set<object>();
  private changed: () => void = () => undefined;

  constructor(sequelize: Sequelize) {
    const begin = sequelize.transaction.bind(sequelize) as Begin;
    sequelize.transaction = ((...given: unknown[]) => this.begin(begin, given)) as Sequelize['transaction'];
  }

  take<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.write(write));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async write<T>(write: () => Promise<T>): Promise<T> {
    await this.hostIsDone();
    const own = { running: true };
    const written = ours.run(own, write);
    this.running = written.catch(() => undefined);
    try {
      return await written;
    } finally {
      own.running = false;
      this.running = undefined;
    }
  }

  private async hostIsDone(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (this.open.size > 0 && Date.now() < until) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.changed = resolve;
        timer = setTimeout(resolve, until - Date.now());
      });
      clearTimeout(timer);
    }
  }

  private async begin(begin: Begin, given: unknown[]): Promise<unknown> {
    const [options, callback] = typeof given[0] === 'function' ? [undefined, given[0]] : given;
    const isSavepoint = (options as { transaction?: unknown } | undefined)?.transaction;
    if (isSavepoint || ours.getStore()?.running) return begin(...given);
    const token = {};
    this.open.add(token);
    while (this.running) await this.running;
    try {
      if (!callback) return this.ending((await begin(options)) as Transaction, token);
      return await begin(options, (transaction: Transaction) =>
        (callback as (transaction: Transaction) => unknown)(this.ending(transaction, token)),
      );
    } catch (error) {
      this.end(token);
      throw error;
    }
  }

  /** Ends with its connection, and so before what is done after a commit. */
  private ending(transaction: Transaction, token: object): Transaction {
    const own = transaction as unknown as { cleanup: () => void; forceCleanup: () => Promise<void> };
    const cleanup = own.cleanup.bind(transaction);
    const forceCleanup = own.forceCleanup.bind(transaction);
    own.cleanup = () => {
      cleanup();
      this.end(token);
    };
    own.forceCleanup = () => forceCleanup().finally(() => this.end(token));
    return transaction;
  }

  private end(token: object): void {
    if (this.open.delete(token) && this.open.size === 0) this.changed();
  }
}
