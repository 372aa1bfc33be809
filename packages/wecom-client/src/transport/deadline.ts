import { setMaxListeners } from 'node:events';

/** Calls that begin so soon after another share its deadline, if that is no more than a hundredth of the time-out. */
const SHARED_FOR_MS = 10;

/** A signal looks through all its listeners whenever one is added. */
const SHARED_BY = 32;

/** The moment by which calls must be answered, and the signal that ends those which are not. */
export class Deadline {
  /** Whether it was the time that ended the calls. */
  passed = false;
  /** Calls that have to meet it. At 0 it is over. */
  private calls = 0;
  private readonly controller = new AbortController();
  private readonly rejects: ((reason: unknown) => void)[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(timeoutMs: number) {
    // One for each call: many, but no leak.
    setMaxListeners(0, this.signal);
    this.timer = setTimeout(() => {
      this.passed = true;
      this.end();
    }, timeoutMs);
  }

  /** Of every call that has to meet this deadline; aborting it closes their connections. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get over(): boolean {
    return this.calls === 0;
  }

  /** Settles as the call does, or when the deadline ends it: a `fetch` that was handed in may ignore its signal. */
  meet<Value>(call: Promise<Value>): Promise<Value> {
    this.calls += 1;
    return new Promise((resolve, reject) => {
      this.rejects.push(reject);
      call.then(resolve, reject);
    });
  }

  /** Says that a call has settled. */
  leave() {
    this.calls -= 1;
    if (this.over) clearTimeout(this.timer);
  }

  /** Ends all calls, with `reason` or as aborted. */
  end(reason?: unknown) {
    this.controller.abort(reason);
    for (const reject of this.rejects) reject(this.signal.reason);
  }
}

/**
 * Gives each call its deadline. Those that begin together share one, because a signal and a timer of its own would cost a call more
 * than all else the client does for it.
 *
 * @returns a function that takes whether the call can be ended alone
 */
export function createDeadlines(timeoutMs: number): (alone: boolean) => Deadline {
  const sharedForMs = Math.min(SHARED_FOR_MS, timeoutMs / 100);
  let shared: Deadline | undefined;
  let calls = 0;
  let until = 0;
  return (alone) => {
    if (alone) return new Deadline(timeoutMs);
    const now = performance.now();
    if (!shared || shared.over || calls === SHARED_BY || now >= until) {
      shared = new Deadline(timeoutMs);
      calls = 0;
      until = now + sharedForMs;
    }
    calls += 1;
    return shared;
  };
}
