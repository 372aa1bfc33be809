import { EVENTS_URL } from './control-api';
import type { Call, Callback, OperatorMessage } from './wire';

/** What the simulator tells while the page is open. */
export type LiveEvent =
  /** The stream begins, also after a break: what happened before it has to be read. */
  | { type: 'ready' }
  | { type: 'lost' }
  | { type: 'message'; message: OperatorMessage }
  | { type: 'message-updated' }
  | { type: 'call'; call: Call }
  | { type: 'callback'; callback: Callback }
  | { type: 'corp' }
  | { type: 'clock'; aheadMs: number }
  | { type: 'reset' }
  /** The page was too slow and events are lost. */
  | { type: 'missed' };

/** Listens until the returned function is called. The browser reconnects by itself; `ready` comes again then. */
export function listen(onEvent: (event: LiveEvent) => void): () => void {
  const source = new EventSource(EVENTS_URL);
  const data = (event: Event): unknown => JSON.parse((event as MessageEvent<string>).data);
  source.addEventListener('error', () => onEvent({ type: 'lost' }));
  source.addEventListener('message', (event) => onEvent({ type: 'message', message: data(event) as OperatorMessage }));
  source.addEventListener('call', (event) => onEvent({ type: 'call', call: data(event) as Call }));
  source.addEventListener('callback', (event) => onEvent({ type: 'callback', callback: data(event) as Callback }));
  source.addEventListener('clock', (event) =>
    onEvent({ type: 'clock', aheadMs: (data(event) as { aheadMs: number }).aheadMs }),
  );
  for (const type of ['ready', 'message-updated', 'corp', 'reset', 'missed'] as const) {
    source.addEventListener(type, () => onEvent({ type }));
  }
  return () => source.close();
}
