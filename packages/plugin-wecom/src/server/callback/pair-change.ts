import type { PairRole } from '../../callback-status';
import { isPair, PAIR_ROLES, type RolePair } from './pair-roles';

/** A pair of before a change; `until` in milliseconds since 1970. */
export interface PreviousPair extends RolePair {
  until: number;
}

/** What the settings of an address give at the moment. */
export interface CurrentPairs {
  corpId: string;
  pairs: readonly RolePair[];
  /** Roles whose settings do not do at the moment, which may be a slip: what is noted of them stays. */
  unusable: readonly PairRole[];
}

/** What all processes know of an address. */
export interface NotedPairs {
  corpId: string;
  pairs: readonly RolePair[];
  previous: readonly PreviousPair[];
}

export interface PairChange {
  next: NotedPairs;
  /** What was seen with other keys says nothing about these. */
  roles: readonly PairRole[];
}

/** Token and key may be changed one after the other, and somebody may try several. */
const MOST_PREVIOUS = 8;

interface Comparison {
  noted: NotedPairs | undefined;
  /** What this process had when it looked the last time. */
  own: CurrentPairs | undefined;
  now: number;
  graceMs: number;
}

/**
 * What is to be noted, or undefined when all of it is noted already.
 *
 * Two processes may have different values of a variable, for a moment or for good. So a pair that another one has replaced is not noted
 * again while its time runs, unless the settings did change here: otherwise each would take the other's value for a change, all the time.
 */
export function pairChange(current: CurrentPairs, { noted, own, now, graceMs }: Comparison): PairChange | undefined {
  const { corpId } = current;
  const anew: PairChange = { next: { corpId, pairs: current.pairs, previous: [] }, roles: PAIR_ROLES };
  if (!noted) return current.pairs.length > 0 ? anew : undefined;
  // Another corp's callbacks are nobody's here.
  if (noted.corpId !== corpId) return own?.corpId === corpId ? undefined : anew;
  const until = now + graceMs;
  const valid = noted.previous.filter((pair) => pair.until > now);
  const roles = PAIR_ROLES.filter((role) => {
    const [here, there, before] = [current, noted, own].map((pairs) => pairs && pairOf(pairs.pairs, role));
    if (current.unusable.includes(role) || isSame(here, there)) return false;
    const isReplaced = here !== undefined && valid.some(isPair(here));
    const isUnchanged = !own || own.unusable.includes(role) || isSame(here, before);
    return !(isReplaced && isUnchanged);
  });
  if (roles.length === 0) return undefined;
  const isChanged = ({ role }: RolePair) => roles.includes(role);
  const pairs = [...noted.pairs.filter((pair) => !isChanged(pair)), ...current.pairs.filter(isChanged)];
  const replaced = noted.pairs.filter(isChanged).map((pair) => ({ ...pair, until }));
  const previous = [...replaced, ...valid].filter((pair) => !pairs.some(isPair(pair)));
  return { next: { corpId, pairs, previous: previous.slice(0, MOST_PREVIOUS) }, roles };
}

const pairOf = (pairs: readonly RolePair[], role: PairRole) => pairs.find((pair) => pair.role === role);

const isSame = (one: RolePair | undefined, other: RolePair | undefined) =>
  one && other ? isPair(one)(other) : one === other;
