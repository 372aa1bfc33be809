import type { Application } from '@nocobase/server';

/** Longer than anything that is written here takes. */
const LOCK_MS = 60_000;

/**
 * Our writes one after the other on SQLite: it refuses a second writer after a moment rather than let it wait, and a company that
 * comes to work signs in, and is notified, a lot. Other databases keep writers apart themselves.
 */
export function oneWriter<T>(app: Application, write: () => Promise<T>): Promise<T> {
  if (app.db.sequelize.getDialect() !== 'sqlite') return write();
  return app.lockManager.runExclusive<T>('openwecom:write', write, LOCK_MS);
}
