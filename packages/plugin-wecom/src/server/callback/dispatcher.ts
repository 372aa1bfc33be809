import type { Application } from '@nocobase/server';
import { ATTEMPT_MS, type Callbacks } from './callbacks';
import { LaneDispatcher } from './lane-dispatcher';
import { LANES, slotsOf } from './lanes';

/** The host stops only when this has stopped, and whoever stops it kills it when that takes long. */
const STOP_MS = 10_000;

interface DispatcherOptions {
  app: Application;
  callbacks: Callbacks;
  now?: () => number;
  /** @default ATTEMPT_MS */
  attemptMs?: number;
  /** @default 10 seconds */
  stopMs?: number;
}

/** Has stored callbacks handled, each lane beside the others. */
export class Dispatcher {
  private readonly lanes: readonly LaneDispatcher[];

  constructor({ app, callbacks, now = () => Date.now(), attemptMs = ATTEMPT_MS, stopMs = STOP_MS }: DispatcherOptions) {
    const slots = slotsOf(app);
    const shared = { app, callbacks, now, attemptMs, stopMs };
    this.lanes = LANES.map((lane) => new LaneDispatcher({ ...shared, lane, slots: slots[lane] }));
  }

  start(): void {
    for (const lane of this.lanes) lane.start();
  }

  /** What is being handled may end, within some seconds; the rest stays in the database. */
  async stop(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  /** There is, or may be, something to do. */
  wake(): void {
    for (const lane of this.lanes) lane.wake();
  }
}
