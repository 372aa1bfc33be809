import { canUseWeCom } from '../oauth/person';
import type { SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import { refuse } from './refuse';

/** A member who can open WeCom. @throws {SimulatorConfigError} when there is none */
export function actingMember({ world }: Simulation, userid: string): SeedMember {
  const member = world.corp.member(userid);
  if (member && canUseWeCom(member)) return member;
  return refuse('Nothing was done', 'userid', `there is no active member "${userid}"`);
}
