/**
 * What WeCom takes of one app for one member, as sliding windows (document 90312). It drops the rest without an error, so this is not
 * left to it.
 */
export const MEMBER_LIMITS = [
  { most: 30, windowMs: 60_000 },
  { most: 1000, windowMs: 3_600_000 },
] as const;

/** Whoever got fewer messages in the longest window is below every limit. */
export const SMALLEST_LIMIT = 30;

export const LONGEST_WINDOW_MS = 3_600_000;

/** Messages WeCom may have counted, and when it last may have. */
export interface Sent {
  at: number;
  count: number;
}

/**
 * When a member may be sent the next message, the one after it, and so on, each as early as the limits allow when those before it
 * went as early as they could.
 */
export class Openings {
  private readonly times: number[];

  constructor(
    sent: readonly Sent[],
    private readonly now: number,
  ) {
    this.times = sent.flatMap(({ at, count }) => Array<number>(count).fill(at)).sort((a, b) => a - b);
  }

  /** When the next message may go, which then counts as sent: now, or later. */
  next(): number {
    const opening = Math.max(this.now, ...MEMBER_LIMITS.map((limit) => this.opens(limit)));
    this.times.push(opening);
    return opening;
  }

  /** The window has room once the message `most` before the next has left it. */
  private opens({ most, windowMs }: (typeof MEMBER_LIMITS)[number]): number {
    const leaving = this.times[this.times.length - most];
    return leaving === undefined ? this.now : leaving + windowMs;
  }
}
