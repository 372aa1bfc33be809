/** Calls at the same time, for each app and process. */
export const CONCURRENCY = 24;

/**
 * Reads `WECOM_SEND_CONCURRENCY`.
 *
 * @throws when it is set and no number from 1 to 200
 */
export function concurrencyFrom(text: string | undefined): number {
  if (!text) return CONCURRENCY;
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 200) return concurrency;
  throw new Error(`WECOM_SEND_CONCURRENCY must be a whole number from 1 to 200, got "${text}".`);
}
