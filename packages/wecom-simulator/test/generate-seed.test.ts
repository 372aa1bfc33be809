import { describe, expect, it } from 'vitest';
import { generateSeed } from '../src/generate-seed';
import { parseSeed } from '../src/seed';
import { NOTICE, tryOut } from './try-out';

describe('a generated seed', () => {
  it('has as many members and departments as asked, the same each time', () => {
    const seed = parseSeed(generateSeed({ members: 500, departments: 40 }));
    expect(seed.members).toHaveLength(500);
    expect(seed.departments).toHaveLength(40);
    expect(generateSeed({ members: 500, departments: 40 })).toEqual(generateSeed({ members: 500, departments: 40 }));
    expect(parseSeed(generateSeed({ members: 1 })).departments).toHaveLength(1);
  });

  it('spreads members evenly, some over two departments, and gives each department a leader', () => {
    const { members, departments } = parseSeed(generateSeed({ members: 500, departments: 40 }));
    const sizes = departments.map(({ id }) => members.filter(({ department }) => department[0] === id).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(members.filter(({ department }) => department.length === 2)).toHaveLength(25);
    for (const { department_leader } of departments) expect(department_leader).toHaveLength(1);
  });

  it('lets its agents reach everybody', async () => {
    const { send, request } = tryOut({ seed: generateSeed({ members: 300, departments: 7 }) });
    expect((await send({ touser: '@all' })).errcode).toBe(0);
    const { counts } = (await (await request(`/_simulator/inbox?agentId=${NOTICE}`)).json()) as { counts: object };
    expect(Object.keys(counts)).toHaveLength(300);
  });

  it.each([{ members: 0 }, { members: 2.5 }, { members: 10, departments: 30_001 }])('is refused for %j', (size) => {
    expect(() => generateSeed(size)).toThrow('The request is not valid');
  });
});
