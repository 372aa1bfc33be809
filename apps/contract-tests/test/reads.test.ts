import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate, type Simulated } from '../src/simulated';

describe('reading contacts', () => {
  let simulated: Simulated;

  beforeAll(async () => {
    simulated = await simulate();
  });

  afterAll(() => simulated.simulator.close());

  it('finds a member by mobile number and by mail', async () => {
    const { client } = simulated;
    expect(await client.user.getuserid({ mobile: '13800000003' })).toEqual({ userid: 'lisi' });
    expect(await client.user.getUseridByEmail({ email: 'lisi@acme.example' })).toEqual({ userid: 'lisi' });
    expect(await client.user.getUseridByEmail({ email: 'lisi@example.com', email_type: 2 })).toEqual({
      userid: 'lisi',
    });
  });

  it('does not find whom it may not see', async () => {
    const { client } = simulated;
    await expect(client.user.getuserid({ mobile: '13999999999' })).rejects.toMatchObject({
      errcode: expect.any(Number) as number,
    });
    await expect(client.user.get({ userid: 'zhouwei' })).rejects.toMatchObject({ errcode: 60011 });
  });

  it('lists all ids in pages with the secret of contacts sync', async () => {
    const { simulator, clientWith } = simulated;
    const client = clientWith({ secret: simulator.seed.contactSecret });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.user.listId({ limit: 4, ...(cursor && { cursor }) });
      expect(page.dept_user.length).toBeLessThanOrEqual(4);
      seen.push(...page.dept_user.map(({ userid }) => userid));
      cursor = page.next_cursor;
    } while (cursor);
    expect([...new Set(seen)].sort()).toEqual(simulator.seed.members.map(({ userid }) => userid).sort());
  });

  it('shows a subtree of departments', async () => {
    const { client } = simulated;
    const { department_id } = await client.department.simplelist({ id: 2 });
    expect(department_id.map(({ id }) => id).sort((a, b) => a - b)).toEqual([2, 21, 22]);
    const { department } = await client.department.list({ id: 2 });
    expect(department.map(({ name }) => name)).toContain('前端组');
  });
});
