import type { Callback } from '@openwecom/client';
import type { Application } from '@nocobase/server';

/**
 * Changes of contacts ask WeCom and take seconds, a whole department minutes. They are handled beside all other callbacks, so that
 * nobody's click on a card waits behind them.
 */
export type Lane = 'contacts' | 'others';

export const LANES: readonly Lane[] = ['contacts', 'others'];

export function laneOf(callback: Callback): Lane {
  const event = callback.kind === 'unknown' ? callback.body.Event : callback.kind === 'event' && callback.Event;
  return event === 'change_contact' ? 'contacts' : 'others';
}

/** Handlers write, and the host needs connections too. */
const MOST_SLOTS = 8;

/** Changes of contacts write in transactions of the host, which SQLite does not let run beside each other. */
const SQLITE_SLOTS: Readonly<Record<Lane, number>> = { contacts: 1, others: 3 };

/** What the host's database has when nothing says otherwise. */
const USUAL_POOL = 5;

/** How many callbacks of each lane one process handles at a time: together fewer than the database has connections. */
export function slotsOf({ db: { sequelize } }: Application): Readonly<Record<Lane, number>> {
  if (sequelize.getDialect() === 'sqlite') return SQLITE_SLOTS;
  const { pool } = (sequelize as unknown as { options: { pool?: { max?: number } } }).options;
  const half = Math.floor(Math.min(MOST_SLOTS, (pool?.max ?? USUAL_POOL) - 1) / 2);
  return { contacts: Math.max(1, half), others: Math.max(1, half) };
}
