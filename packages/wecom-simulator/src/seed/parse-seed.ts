import * as v from 'valibot';
import { SimulatorConfigError, type ConfigIssue } from '../config-error';
import { schemaIssues } from '../schema-issues';
import { agentIssues, departmentIssues, halfSetCallback, memberIssues, tagIssues, type Known } from './references';
import { seedSchema, type Seed } from './schema';

/**
 * Checks a seed and fills in its defaults.
 *
 * @throws {SimulatorConfigError} naming every problem: wrong fields, repeated ids, references to what does not exist
 */
export function parseSeed(input: unknown): Seed {
  const result = v.safeParse(seedSchema, input);
  if (!result.success) throw new SimulatorConfigError('The seed is not valid', schemaIssues(result.issues));
  const issues = [...repeatedIds(result.output), ...danglingReferences(result.output), ...brokenTree(result.output)];
  if (issues.length > 0) throw new SimulatorConfigError('The seed is not valid', issues);
  return result.output;
}

function repeatedIds(seed: Seed): ConfigIssue[] {
  const repeated = (path: (index: number) => string, values: readonly (string | number)[]): ConfigIssue[] => {
    const seen = new Set<string | number>();
    return values.flatMap((value, index) => {
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      return [{ path: path(index), message: 'repeats an earlier one' }];
    });
  };
  const secrets = seed.agents.map((agent) => agent.secret);
  return [
    ...repeated(
      (index) => `agents[${index}].agentId`,
      seed.agents.map((agent) => agent.agentId),
    ),
    ...repeated(
      (index) => (index === 0 ? 'contactSecret' : `agents[${index - 1}].secret`),
      [seed.contactSecret, ...secrets],
    ),
    ...repeated(
      (index) => `departments[${index}].id`,
      seed.departments.map((department) => department.id),
    ),
    ...repeated(
      (index) => `tags[${index}].tagid`,
      seed.tags.map((tag) => tag.tagid),
    ),
    // WeCom ignores case in a userid, so "Li" and "li" are the same member.
    ...repeated(
      (index) => `members[${index}].userid`,
      seed.members.map((member) => member.userid.toLowerCase()),
    ),
    ...repeated(
      (index) => `outsiders[${index}].openid`,
      seed.outsiders.map((outsider) => outsider.openid),
    ),
  ];
}

function danglingReferences(seed: Seed): ConfigIssue[] {
  const { contactCallback } = seed;
  const known = knownIn(seed);
  return [
    ...seed.members.flatMap((member, index) => memberIssues(known, member, `members[${index}].`)),
    ...seed.departments.flatMap((department, index) => departmentIssues(known, department, `departments[${index}].`)),
    ...seed.tags.flatMap((tag, index) => tagIssues(known, tag, `tags[${index}].`)),
    ...seed.agents.flatMap((agent, index) => agentIssues(known, agent, `agents[${index}].`)),
    ...(contactCallback?.url !== undefined ? halfSetCallback(contactCallback, 'contactCallback.url') : []),
  ];
}

function knownIn(seed: Seed): Known {
  const departments = new Map(seed.departments.map((department) => [department.id, department]));
  const members = new Map(seed.members.map((member) => [member.userid.toLowerCase(), member]));
  const tags = new Map(seed.tags.map((tag) => [tag.tagid, tag]));
  return {
    member: (userid) => members.get(userid.toLowerCase()),
    department: (id) => departments.get(id),
    tag: (tagid) => tags.get(tagid),
  };
}

/** Departments form one tree under department 1. */
function brokenTree(seed: Seed): ConfigIssue[] {
  const parents = new Map(seed.departments.map((department) => [department.id, department.parentid]));
  const reachesRoot = (start: number): boolean => {
    const seen = new Set<number>();
    let current: number | undefined = start;
    while (current !== undefined && current !== 1 && !seen.has(current)) {
      seen.add(current);
      current = parents.get(current);
    }
    return current === 1;
  };
  return seed.departments.flatMap((department, index) => {
    const path = `departments[${index}].parentid`;
    if (department.id === 1)
      return department.parentid === 0 ? [] : [{ path, message: 'the root department has parentid 0' }];
    if (!parents.has(department.parentid)) return [{ path, message: `there is no department ${department.parentid}` }];
    return reachesRoot(department.id) ? [] : [{ path, message: 'does not lead to the root department 1' }];
  });
}
