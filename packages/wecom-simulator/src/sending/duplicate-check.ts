import { createHash } from 'node:crypto';
import type { Clock } from '../clock';

const LONGEST_MS = 14_400_000;

/**
 * WeCom's duplicate check: the same request JSON, byte for byte, within the interval is not delivered again. What it answers
 * to the repeat is not documented; here it is the first `msgid` and nothing else.
 */
export class DuplicateCheck {
  private readonly seen = new Map<string, { at: number; msgid: string }>();

  constructor(
    private readonly clock: Clock,
    private readonly capacity: number,
  ) {}

  /** `msgid` of the message this repeats, if it was accepted less than `intervalMs` ago. */
  find(agentid: number, request: string, intervalMs: number): string | undefined {
    const earlier = this.seen.get(key(agentid, request));
    return earlier && this.clock.now() < earlier.at + intervalMs ? earlier.msgid : undefined;
  }

  remember(agentid: number, request: string, msgid: string): void {
    const name = key(agentid, request);
    // Deleted first, so that the map stays in the order of time.
    this.seen.delete(name);
    this.seen.set(name, { at: this.clock.now(), msgid });
    for (const [oldest, { at }] of this.seen) {
      if (this.seen.size <= this.capacity && this.clock.now() < at + LONGEST_MS) break;
      this.seen.delete(oldest);
    }
  }
}

function key(agentid: number, request: string): string {
  return `${agentid}/${createHash('sha256').update(request).digest('base64')}`;
}
