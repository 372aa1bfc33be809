import type { Application } from '@nocobase/server';
import type { RefusalReason } from './endpoint-status';

const INTERVAL_MS = 60_000;

/** Of what a stranger has sent, for a log: nothing but printable ASCII, and not much of it. */
const harmless = (text: string) => encodeURIComponent(Buffer.from(text.slice(0, 64)).toString()).slice(0, 128);

/** One line a minute for each address and reason, however many requests are refused, and how many were left out. */
export class RefusalLog {
  private readonly lines = new Map<string, { at: number; leftOut: number }>();

  constructor(
    private readonly logger: Pick<Application['logger'], 'warn'>,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** @param endpoint one of ours: each has a line of its own for each reason */
  refused(endpoint: string, reason: RefusalReason): void {
    this.note(JSON.stringify([endpoint, reason]), 'A WeCom callback was refused', { endpoint, reason });
  }

  /** @param key that no address of ours has: all of them share one line */
  unknownAddress(key: string): void {
    this.note('unknown', 'A WeCom callback came to an address that does not exist', { address: harmless(key) });
  }

  /** @param reason why nothing could be checked or stored */
  unavailable(reason: string): void {
    this.note('unavailable', 'A WeCom callback could not be received; WeCom repeats it', { reason });
  }

  private note(id: string, message: string, details: Record<string, string>): void {
    const now = this.now();
    const line = this.lines.get(id);
    if (line && now - line.at < INTERVAL_MS) {
      line.leftOut += 1;
      return;
    }
    this.logger.warn(message, { ...details, leftOut: line?.leftOut ?? 0 });
    this.lines.set(id, { at: now, leftOut: 0 });
  }
}
