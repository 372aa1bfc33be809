/**
 * Hands the ids of due deliveries out to all processes. It may lose everything: the database is the record, and each process looks
 * there for what is due and not handed out.
 */
export interface Jobs {
  /** False while it cannot be reached: each process then takes from the database what it finds. */
  readonly ready: boolean;
  /** An id that is handed out already is not handed out again. */
  add: (authenticator: string, deliveryIds: readonly number[]) => Promise<void>;
  /** Begins to take: `handle` resolves when the delivery needs nothing more of this process. */
  take: (handle: (authenticator: string, deliveryId: number) => Promise<void>) => void;
  close: () => Promise<void>;
}
