import type { Sql } from './sql';
import type { Tables } from './tables';

/** The tables of deliveries, and the clock they are read with. */
export interface Outbox {
  sql: Sql;
  tables: Tables;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
}
