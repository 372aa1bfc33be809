import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SimulatorEvent } from '../../events';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';

const KEEP_ALIVE_MS = 15_000;
/** A reader slower than this loses events and is told so, rather than filling the memory. */
const MAX_WAITING = 1000;

/** Server-sent events: what happens, as it happens. */
export function eventRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const waiting: SimulatorEvent[] = [];
      let wake = () => {};
      const end = simulation.events.subscribe((event) => {
        if (waiting.length < MAX_WAITING) waiting.push(event);
        else if (waiting.at(-1)?.type !== 'missed') waiting.push({ type: 'missed', data: {} });
        wake();
      });
      stream.onAbort(() => {
        end();
        wake();
      });
      await stream.writeSSE({ event: 'ready', data: '{}' });
      while (!stream.aborted && !stream.closed) {
        const event = waiting.shift();
        if (event) {
          await stream.writeSSE({ event: event.type, data: JSON.stringify(event.data) });
          continue;
        }
        const happened = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), KEEP_ALIVE_MS);
          wake = () => {
            clearTimeout(timer);
            resolve(true);
          };
        });
        if (!happened) await stream.write(': still here\n\n');
      }
      end();
    }),
  );
  return app;
}
