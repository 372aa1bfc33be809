/** A row of this key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && error.name === 'SequelizeUniqueConstraintError';
}

/** Deadlocks and time-outs of locks on PostgreSQL, MySQL and MariaDB, and SQLite's other writer: the same again may succeed. */
const PASSING = new Set(['40P01', '40001', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** Somebody else wrote at the same time; to be tried again, after a look at what is there now. */
export function isWriteConflict(error: unknown): boolean {
  if (isUniqueViolation(error)) return true;
  const { code = '' } = (error as { parent?: { code?: string } } | undefined)?.parent ?? {};
  return PASSING.has(code) || code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}
