/** Throws the error there is, or all of several with all of their messages; nothing when there is none. */
export function throwTogether(errors: readonly unknown[]): void {
  const [first, ...others] = errors;
  if (errors.length === 0) return;
  if (others.length === 0) throw first as Error;
  const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  throw new AggregateError(errors, messages.join('; '));
}
