/** Visits every item, at most `limit` at a time. The first failure ends it, when the visits under way have ended. */
export async function eachAtOnce<T>(
  items: Iterable<T>,
  limit: number,
  visit: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const visitor = async () => {
    for (let next = rest.next(); !next.done && failures.length === 0; next = rest.next()) {
      await visit(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, visitor));
  if (failures.length > 0) throw failures[0];
}
