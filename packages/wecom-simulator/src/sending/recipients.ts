import type { Corp } from '../corp/corp';
import { Refusal } from '../protocol/refusal';
import type { JsonObject } from '../protocol/json';
import type { SeedAgent, SeedMember } from '../seed';
import type { Targets } from './envelope';

export interface Resolved {
  members: SeedMember[];
  /** `invaliduser` and the like as WeCom answers them: strings joined with `|`, userids in lower case, absent when empty. */
  refused: JsonObject;
}

/**
 * Works out who is meant: the union of users, departments (with everything below) and tags, inside the visible range.
 *
 * @throws {Refusal} 81013 when nobody is left
 */
export function resolveRecipients(corp: Corp, agent: SeedAgent, targets: Targets): Resolved {
  const visibility = corp.visibility(agent);
  const chosen = new Set<SeedMember>(targets.everybody ? visibility.reached() : []);
  const invalid = { users: new Set<string>(), parties: new Set<string>(), tags: new Set<string>() };

  for (const userid of targets.users) {
    const member = corp.member(userid);
    if (member && visibility.reaches(member)) chosen.add(member);
    else invalid.users.add(userid.toLowerCase());
  }
  for (const id of targets.parties) {
    if (visibility.departments.has(Number(id))) addReached(corp.membersOf(corp.departmentTrees([Number(id)])));
    else invalid.parties.add(id);
  }
  for (const id of targets.tags) {
    const tag = visibility.tags.has(Number(id)) ? corp.tag(Number(id)) : undefined;
    if (!tag) {
      invalid.tags.add(id);
      continue;
    }
    addReached(tag.userlist.flatMap((userid) => corp.member(userid) ?? []));
    addReached(corp.membersOf(corp.departmentTrees(tag.partylist)));
  }

  const members = [...chosen].filter((member) => member.licensed);
  const unlicensed = [...chosen].filter((member) => !member.licensed).map((member) => member.userid.toLowerCase());
  const refused = {
    ...joined('invaliduser', invalid.users),
    ...joined('invalidparty', invalid.parties),
    ...joined('invalidtag', invalid.tags),
    ...joined('unlicenseduser', unlicensed),
  };
  const somethingValid =
    members.length > 0 || invalid.parties.size < targets.parties.length || invalid.tags.size < targets.tags.length;
  if (!somethingValid && !(targets.everybody && unlicensed.length === 0))
    throw new Refusal(81013, 'no target exists inside the visible range of the agent', refused);
  return { members, refused };

  function addReached(members: readonly SeedMember[]): void {
    for (const member of members) if (visibility.reaches(member)) chosen.add(member);
  }
}

function joined(name: string, ids: Iterable<string>): JsonObject {
  const text = [...ids].join('|');
  return text === '' ? {} : { [name]: text };
}
