/** Options of every call. */
export interface CallOptions {
  /** Gives the call up. What was sent already may still take effect. */
  signal?: AbortSignal | undefined;
}
