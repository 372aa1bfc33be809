/** What the web inbox and tests may listen to. `data` is JSON. */
export interface SimulatorEvent {
  /**
   * `message` a message was sent; `message-updated` recalled or its card replaced; `call` an API call ended; `callback` one was
   * sent, attempted or ended; `corp` the corp or an address of it was changed; `clock` it was advanced; `reset` everything is as in the seed again; `missed` this reader was too slow and has lost events.
   */
  type: 'message' | 'message-updated' | 'call' | 'callback' | 'corp' | 'clock' | 'reset' | 'missed';
  data: unknown;
}

type Listener = (event: SimulatorEvent) => void;

export class Events {
  private readonly listeners = new Set<Listener>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** `data` is only worked out when somebody listens: this stands in the hot path of `message/send`. */
  emit(type: SimulatorEvent['type'], data: () => unknown): void {
    if (this.listeners.size === 0) return;
    const event = { type, data: data() };
    for (const listener of this.listeners) listener(event);
  }
}
