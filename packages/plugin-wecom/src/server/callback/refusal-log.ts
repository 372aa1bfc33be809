import type { Application } from '@nocobase/server';
import type { RefusalReason } from './endpoint-status';

const INTERVAL_MS = 60_000;

/** Addresses and causes that have a line each; far above what there is to be told of. */
const MOST_LINES = 500;

/** Of what a stranger has sent, for a log: nothing but printable ASCII, and not much of it. */
const harmless = (text: string) => encodeURIComponent(Buffer.from(text.slice(0, 64)).toString()).slice(0, 128);

interface Line {
  at: number;
  leftOut: number;
}

/** One line a minute for each address and cause, however many requests there are, and how many were left out. */
export class RefusalLog {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly logger: Pick<Application['logger'], 'warn'>,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** @param endpoint one of ours: each has a line of its own for each reason */
  refused(endpoint: string, reason: RefusalReason): void {
    this.note('A WeCom callback was refused', { endpoint, reason });
  }

  /** @param key that no address of ours has: all of them share one line */
  unknownAddress(key: string): void {
    this.note('A WeCom callback came to an address that does not exist', {}, { address: harmless(key) });
  }

  /**
   * @param endpoint one of ours; empty when it could not be told whose it is
   * @param reason why nothing could be checked or stored
   */
  unavailable(endpoint: string, reason: string): void {
    this.note('A WeCom callback could not be received; WeCom repeats it', { endpoint, reason });
  }

  /** Somebody waits for callbacks of this kind, and it cannot be handed to them. */
  misread(endpoint: string, reason: string): void {
    this.note('A WeCom callback cannot be handled; it is kept as failed', { endpoint, reason });
  }

  /** @param cause what has a line of its own, with the message */
  private note(message: string, cause: Record<string, string>, details: Record<string, string> = {}): void {
    const now = this.now();
    const id = JSON.stringify([message, cause]);
    const line = this.lines.get(id);
    if (line && now - line.at < INTERVAL_MS) {
      line.leftOut += 1;
      return;
    }
    this.logger.warn(message, { ...cause, ...details, leftOut: line?.leftOut ?? 0 });
    // Put behind the others: the first of them is the one that was written the longest ago.
    this.lines.delete(id);
    this.lines.set(id, { at: now, leftOut: 0 });
    const [oldest] = this.lines.keys();
    if (this.lines.size > MOST_LINES && oldest !== undefined) this.lines.delete(oldest);
  }
}
