import { DUPLICATE_CHECK_SECONDS } from '../body';
import { Openings, type Sent } from '../pacing';
import { nextDay } from '../retry-table';
import type { WaitReason } from '../states';

/** A repeat must reach WeCom before the duplicate check forgets the first attempt. */
export const REPEAT_WITHIN_MS = (DUPLICATE_CHECK_SECONDS - 30) * 1000;

/** When to look again at a message behind another that has no end of its own; the end of the other wakes it before. */
const BEHIND_MS = 5_000;
/** And at each further one of the same member: WeCom takes one every two seconds. */
const FURTHER_BEHIND_MS = 2_000;

/** A person a delivery is still for. */
export interface WaitingMember {
  recipientId: number;
  member: string;
  /** Until when an earlier message holds this one back; 0: as long as it waits; null: none does. */
  heldUntil: number | null;
}

/** A delivery that is due. */
export interface Candidate {
  id: number;
  attempts: number;
  /** Start of the last attempt. */
  attemptedAt: number | null;
  unansweredSince: number | null;
  checked: boolean;
  body: string;
  bodyHash: string;
  taskId: string | null;
  /** When another with the same body was attempted last; null: not within the duplicate check's interval. */
  equalAttemptedAt: number | null;
  waiting: readonly WaitingMember[];
}

export interface Situation {
  now: number;
  /** In the order of acceptance. */
  due: readonly Candidate[];
  /** What members got in the last hour. Whoever is left out is below every limit. */
  sent: ReadonlyMap<string, readonly Sent[]>;
  /** Deliveries that may go. */
  most: number;
  /** Members the app may still send to today. */
  personTimes: number;
}

/** Members of a delivery that wait together, from now on as a delivery of their own. */
export interface Part {
  members: readonly WaitingMember[];
  dueAt: number;
  waitingFor: WaitReason;
}

export type Step =
  /** To these members now. Without parts, these are all. */
  | { do: 'send'; delivery: Candidate; members: readonly WaitingMember[]; parts: readonly Part[]; checked: boolean }
  | { do: 'wait'; delivery: Candidate; dueAt: number; waitingFor: WaitReason }
  /** It may have arrived, and no repeat of it is safe any more. */
  | { do: 'give_up'; delivery: Candidate };

/** Decides for each delivery that is due, as far as there is room. */
export function planClaim(situation: Situation): Step[] {
  const plan = new Plan(situation);
  const steps: Step[] = [];
  let room = situation.most;
  for (const delivery of situation.due) {
    if (room === 0) break;
    const step = plan.decide(delivery);
    if (step.do === 'send') room -= 1;
    steps.push(step);
  }
  return steps;
}

interface Waiting {
  of: WaitingMember;
  dueAt: number;
  waitingFor: WaitReason;
}

class Plan {
  /** How many messages of the batch a member has before the one that is looked at. */
  private readonly ahead = new Map<string, number>();
  private readonly openings = new Map<string, Openings>();
  private personTimes: number;

  constructor(private readonly situation: Situation) {
    this.personTimes = situation.personTimes;
  }

  decide(delivery: Candidate): Step {
    if (delivery.waiting.length === 0) return { do: 'give_up', delivery };
    if (delivery.unansweredSince !== null) return this.repeat(delivery, delivery.unansweredSince);
    const free: WaitingMember[] = [];
    const waiting: Waiting[] = [];
    for (const of of delivery.waiting) {
      const wait = this.waitOf(of);
      if (wait) waiting.push({ of, ...wait });
      else free.push(of);
    }
    const [first] = waiting.sort((a, b) => a.dueAt - b.dueAt);
    if (first && free.length === 0) {
      return { do: 'wait', delivery, dueAt: first.dueAt, waitingFor: first.waitingFor };
    }
    const checked = delivery.equalAttemptedAt === null;
    return { do: 'send', delivery, members: free, parts: grouped(waiting, this.situation.now), checked };
  }

  /**
   * As it is, or not at all: to change it would take the duplicate check's protection away, and so would waiting too long. For members
   * who are at their limit it waits as long as that allows: WeCom would drop it, and say that it was accepted.
   */
  private repeat(delivery: Candidate, since: number): Step {
    const { now } = this.situation;
    const { checked, equalAttemptedAt, waiting } = delivery;
    const equalSince = equalAttemptedAt !== null && equalAttemptedAt >= since;
    const until = since + REPEAT_WITHIN_MS;
    if (!checked || equalSince || now > until) return { do: 'give_up', delivery };
    const openings = waiting.map(({ member }) => this.opening(member, false));
    const inTime = openings.filter((opening) => opening <= until);
    if (inTime.length === 0) return { do: 'give_up', delivery };
    const dueAt = Math.max(...inTime);
    for (const { member } of waiting) this.count(member);
    if (dueAt > now) return { do: 'wait', delivery, dueAt, waitingFor: 'member_limit' };
    return { do: 'send', delivery, members: waiting, parts: [], checked: true };
  }

  /** Why and until when this member waits; undefined: not at all. */
  private waitOf({ member, heldUntil }: WaitingMember): Omit<Waiting, 'of'> | undefined {
    const { now } = this.situation;
    const ahead = this.count(member);
    const opening = this.opening(member, heldUntil !== null && ahead === 0);
    if (opening > now) return { dueAt: opening, waitingFor: 'member_limit' };
    if (heldUntil) return { dueAt: heldUntil, waitingFor: 'order' };
    if (heldUntil === 0 || ahead > 0) {
      const further = Math.max(0, ahead - 1) * FURTHER_BEHIND_MS;
      return { dueAt: now + BEHIND_MS + further, waitingFor: 'order' };
    }
    if (this.personTimes < 1) return { dueAt: nextDay(now), waitingFor: 'daily_limit' };
    this.personTimes -= 1;
    return undefined;
  }

  /** @returns how many were counted before */
  private count(member: string): number {
    const ahead = this.ahead.get(member) ?? 0;
    this.ahead.set(member, ahead + 1);
    return ahead;
  }

  /** @param behind a message that is not in this batch goes first */
  private opening(member: string, behind: boolean): number {
    const sent = this.situation.sent.get(member);
    if (!sent) return this.situation.now;
    const openings = this.openings.get(member) ?? new Openings(sent, this.situation.now);
    this.openings.set(member, openings);
    if (behind) openings.next();
    return openings.next();
  }
}

/**
 * Members that wait for about the same time, together: those that may go first wait for the last of their group, at most a tenth
 * longer than they have to.
 *
 * @param waiting the earliest first
 */
function grouped(waiting: readonly Waiting[], now: number): Part[] {
  const parts: { members: WaitingMember[]; dueAt: number; latest: number; waitingFor: WaitReason }[] = [];
  for (const { of, dueAt, waitingFor } of waiting) {
    const part = parts.find((one) => one.waitingFor === waitingFor && dueAt <= one.latest);
    if (part) {
      part.members.push(of);
      part.dueAt = dueAt;
    } else {
      parts.push({ members: [of], dueAt, latest: dueAt + Math.max(1000, (dueAt - now) / 10), waitingFor });
    }
  }
  return parts.map(({ members, dueAt, waitingFor }) => ({ members, dueAt, waitingFor }));
}
