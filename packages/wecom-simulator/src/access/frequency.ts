import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';

interface Window {
  startedAt: number;
  calls: number;
  blockedUntil: number;
}

/** A frequency rule of WeCom: beyond `limit` calls in a window the key is blocked for as long as the window is. */
export class FrequencyLimit {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /**
   * Counts `calls` of `key`.
   *
   * @throws {Refusal} 45009 beyond the limit, and until the block is over
   */
  count(key: string, calls = 1): void {
    const now = this.clock.now();
    let window = this.windows.get(key);
    if (!window || (now >= window.startedAt + this.windowMs && now >= window.blockedUntil)) {
      window = { startedAt: now, calls: 0, blockedUntil: 0 };
      this.windows.set(key, window);
    }
    if (now < window.blockedUntil) throw this.refusal(window);
    if (window.calls + calls > this.limit) {
      window.blockedUntil = now + this.windowMs;
      throw this.refusal(window);
    }
    window.calls += calls;
  }

  private refusal(window: Window): Refusal {
    const seconds = Math.ceil((window.blockedUntil - this.clock.now()) / 1000);
    return new Refusal(45009, `more than ${this.limit} calls in ${this.windowMs / 1000} s; blocked for ${seconds} s`);
  }
}
