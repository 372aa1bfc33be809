import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import { SimulatorConfigError } from '../src/config-error';
import { parseSeed } from '../src/seed';

const issuesOf = (seed: unknown) => {
  try {
    parseSeed(seed);
  } catch (error) {
    if (error instanceof SimulatorConfigError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
};

describe('a seed', () => {
  it('gets its defaults', () => {
    const seed = parseSeed({
      corpId: 'ww0123456789',
      contactSecret: 'c',
      agents: [{ agentId: 1, name: 'a', secret: 's' }],
      departments: [{ id: 1, name: 'root', parentid: 0 }],
      members: [{ userid: 'u', name: 'n', department: [1] }],
    });
    expect(seed).toMatchObject({
      tags: [],
      agents: [{ visibleRange: { users: [], departments: [], tags: [] }, enabled: true }],
      departments: [{ order: 0, department_leader: [] }],
      members: [{ status: 1, licensed: true, mobile: '' }],
    });
  });

  it('is refused with the place of everything wrong', () => {
    const [agent] = acme.agents;
    expect(
      issuesOf({
        ...acme,
        corpId: 'acme',
        agents: [{ ...agent, encodingAESKey: 'short', colour: 'red' }],
        members: [{ userid: 'a b', name: '', department: [] }],
      }),
    ).toEqual([
      'corpId: must look like ww followed by letters and digits',
      'agents[0].encodingAESKey: must be exactly 43 letters and digits, as WeCom generates it',
      'agents[0].colour: is not a known field',
      'members[0].userid: a userid has 1 to 64 letters, digits or _-@. and starts with a letter or digit',
      'members[0].name: name must not be empty',
      'members[0].department: a member is in at least one department',
    ]);
  });

  it('is refused when an id repeats or names nothing', () => {
    const [agent] = acme.agents;
    expect(
      issuesOf({
        ...acme,
        agents: [
          { ...agent, secret: acme.contactSecret, visibleRange: { users: ['ghost'], departments: [77], tags: [78] } },
        ],
        tags: [],
        members: [...acme.members, { userid: 'ZHANGSAN', name: 'again', department: [79], main_department: 2 }],
      }),
    ).toEqual([
      'agents[0].secret: repeats an earlier one',
      'members[14].userid: repeats an earlier one',
      'members[14].department[0]: there is no department 79',
      'members[14].main_department: is not among the departments of the member',
      'agents[0].visibleRange.users[0]: there is no member "ghost"',
      'agents[0].visibleRange.departments[0]: there is no department 77',
      'agents[0].visibleRange.tags[0]: there is no tag 78',
    ]);
  });

  it('is refused when departments form no tree', () => {
    const departments = [
      { id: 1, name: 'root', parentid: 9 },
      { id: 2, name: 'a', parentid: 3 },
      { id: 3, name: 'b', parentid: 2 },
      { id: 4, name: 'c', parentid: 8 },
    ];
    expect(
      issuesOf({ ...acme, agents: [{ agentId: 1, name: 'a', secret: 's' }], tags: [], members: [], departments }),
    ).toEqual([
      'departments[0].parentid: the root department has parentid 0',
      'departments[1].parentid: does not lead to the root department 1',
      'departments[2].parentid: does not lead to the root department 1',
      'departments[3].parentid: there is no department 8',
    ]);
  });

  it.each([
    ['localhost:13000', true],
    ['wecom.example.com', true],
    ['[::1]:8080', true],
    ['loopback:*', true],
    ['http://localhost:13000', false],
    ['localhost:13000/back', false],
    ['*', false],
  ])('takes a host with its port as trusted domain: %s %s', (redirectDomain, valid) => {
    const issues = issuesOf({ ...acme, agents: [{ ...acme.agents[0], redirectDomain }] });
    expect(issues.length === 0).toBe(valid);
    if (!valid) expect(issues[0]).toContain('agents[0].redirectDomain: must be a host with its port');
  });

  it('never shows the value of a secret in an error', () => {
    expect(
      issuesOf({ ...acme, contactSecret: 17, agents: [{ ...acme.agents[0], secret: ['top-secret'] }] }).join(),
    ).not.toContain('top-secret');
  });
});

describe('the default seed', () => {
  it('is valid and has members of every kind', () => {
    const { members, agents } = parseSeed(acme);
    expect(agents.map(({ agentId }) => agentId)).toEqual([1000002, 1000003]);
    expect(members.length).toBeGreaterThan(12);
    expect(members.filter(({ licensed }) => !licensed)).toHaveLength(1);
    expect(new Set(members.map(({ status }) => status))).toEqual(new Set([1, 2, 4]));
  });
});
