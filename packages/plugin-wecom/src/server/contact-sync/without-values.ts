interface DatabaseError extends Error {
  parent?: { code?: unknown; constraint?: unknown; errno?: unknown };
}

/**
 * What a log or a page may say of an error. Those of databases hold the statement and what was to be written, phone numbers too, and
 * some say it in their message; so of these only the kind counts.
 */
export function withoutValues(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!error.name.startsWith('Sequelize')) return error.message;
  const { code, constraint, errno } = (error as DatabaseError).parent ?? {};
  return [error.name, code ?? errno, constraint].filter((part) => part !== undefined && part !== '').join(' ');
}
