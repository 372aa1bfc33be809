/** What came back from the receiver's address. */
export type Reached =
  /** The whole body, and the real milliseconds until it was there. */
  | { outcome: 'answered'; status: number; body: Buffer; contentType: string; durationMs: number }
  | { outcome: 'timeout'; durationMs: number }
  /** Nobody listens, or the connection broke; `reason` such as ECONNREFUSED. */
  | { outcome: 'no-connection'; reason: string; durationMs: number };

/** Longer answers are cut: no reply is as long. */
const MAX_BODY = 1024 * 1024;

/**
 * One call as WeCom makes it: redirects are not followed, and the clock runs until the answer is complete.
 *
 * @param timeoutMs real milliseconds
 * @param signal gives the call up, as if its time were over
 * @param body XML to post; a GET without one
 */
export async function callReceiver(
  url: string,
  timeoutMs: number,
  signal: AbortSignal,
  body?: string,
): Promise<Reached> {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const ending = new AbortController();
  const end = () => ending.abort();
  signal.addEventListener('abort', end);
  const timer = setTimeout(end, timeoutMs);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: ending.signal,
      headers: { 'user-agent': 'Mozilla/4.0', ...(body === undefined ? {} : { 'content-type': 'text/xml' }) },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    return {
      outcome: 'answered',
      status: response.status,
      body: Buffer.from(await response.arrayBuffer()).subarray(0, MAX_BODY),
      contentType: response.headers.get('content-type') ?? '',
      durationMs: elapsed(),
    };
  } catch (error) {
    if (ending.signal.aborted) return { outcome: 'timeout', durationMs: elapsed() };
    return { outcome: 'no-connection', reason: reasonOf(error), durationMs: elapsed() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message: string };
  return cause?.code ?? cause?.message ?? message;
}
