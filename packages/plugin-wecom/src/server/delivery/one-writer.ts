import type { Sequelize } from 'sequelize';
import type { OneWriter } from './sql';

/** Writes of this process one after the other on SQLite, which refuses a second writer rather than let it wait. */
export function createOneWriter(sequelize: Sequelize): OneWriter {
  if (sequelize.getDialect() !== 'sqlite') return (write) => write();
  let last: Promise<unknown> = Promise.resolve();
  return (write) => {
    const next = last.then(write, write);
    last = next.catch(() => undefined);
    return next;
  };
}
