export interface Deadline {
  timeoutMs: number;
  /** Ends the call with its reason. */
  signal: AbortSignal | undefined;
  /** Makes the error a call ends with when its time is over. */
  passed: () => Error;
}

/**
 * Settles as the call does, or when its deadline ends it: a `fetch` that was handed in may ignore its signal.
 *
 * @param call gets a signal that aborts when it is ended
 */
export function meetDeadline<Value>(
  call: (signal: AbortSignal) => Promise<Value>,
  { timeoutMs, signal, passed }: Deadline,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const end = (reason: unknown) => {
      controller.abort(reason);
      reject(controller.signal.reason as Error);
    };
    const abort = () => end(signal?.reason);
    const timer = setTimeout(() => end(passed()), timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    void call(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      });
  });
}
