import { BoundedList } from '../bounded-list';
import type { Clock } from '../clock';
import { tooManyInHour, tooManyInMinute, type Note } from '../notes';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface PaceLimits {
  memberPerMinute: number;
  memberPerHour: number;
}

/**
 * How many messages of one app a member gets: 30 in a minute and 1000 in an hour, as sliding windows. WeCom drops the rest and
 * reports no error (document 90312). A dropped message does not count.
 */
export class MemberPace {
  /** Times of delivered messages by agent and member, the newest `memberPerHour`. */
  private readonly delivered = new Map<string, BoundedList<number>>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: PaceLimits,
  ) {}

  /** Counts one message. Returns why it is dropped, or undefined when it arrives. */
  take(agentid: number, userid: string): Note | undefined {
    const key = `${agentid}/${userid}`;
    let times = this.delivered.get(key);
    if (!times) {
      times = new BoundedList();
      this.delivered.set(key, times);
    }
    const now = this.clock.now();
    const { memberPerMinute, memberPerHour } = this.limits;
    const within = (count: number, windowMs: number) => {
      const earlier = times.at(times.length - count);
      return earlier !== undefined && earlier > now - windowMs;
    };
    if (within(memberPerMinute, MINUTE_MS)) return tooManyInMinute(memberPerMinute);
    if (within(memberPerHour, HOUR_MS)) return tooManyInHour(memberPerHour);
    times.push(now);
    if (times.length > Math.max(memberPerHour, memberPerMinute)) times.shift();
    return undefined;
  }
}
