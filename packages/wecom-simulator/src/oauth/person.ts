import { SimulatorConfigError } from '../config-error';
import type { Corp } from '../corp/corp';
import type { SeedMember, SeedOutsider } from '../seed';

/** Who signs in, as a request names them: a member of the corp, or somebody outside it. */
export type PersonId = { userid: string } | { openid: string };

export type Person = { member: SeedMember } | { outsider: SeedOutsider };

/** @throws {SimulatorConfigError} when there is no such person in the seed */
export function findPerson(corp: Corp, id: PersonId): Person {
  if ('userid' in id) {
    const member = corp.member(id.userid);
    if (member) return { member };
    throw unknown('userid', `there is no member "${id.userid}"`);
  }
  const outsider = corp.outsider(id.openid);
  if (outsider) return { outsider };
  throw unknown('openid', `there is no outsider "${id.openid}"`);
}

const ACTIVE = 1;

/** Whether a member can open WeCom at all: not before activating it, nor disabled, nor after leaving. */
export function canUseWeCom(member: SeedMember): boolean {
  return member.status === ACTIVE;
}

function unknown(path: string, message: string): SimulatorConfigError {
  return new SimulatorConfigError('Nobody signs in', [{ path, message }]);
}
