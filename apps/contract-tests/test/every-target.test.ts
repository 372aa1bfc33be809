import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWeComClient, type WeComClient } from '@openwecom/client';
import { targets, type OpenTarget } from '../src/targets';

describe.each(targets)('reading from $name', ({ open }) => {
  let target: OpenTarget;
  let client: WeComClient;

  beforeAll(async () => {
    target = await open();
    client = createWeComClient(target.options);
  });

  afterAll(() => target.close());

  it('shows the app and its visible range', async () => {
    const agent = await client.agent.get();
    expect(agent.agentid).toBe(Number(target.options.agentId));
    expect(agent.name).not.toBe('');
    expect(agent.allow_userinfos ?? agent.allow_partys ?? agent.allow_tags).toBeDefined();
  });

  it('shows a member, whatever the case of the id', async () => {
    const member = await client.user.get({ userid: target.member.toUpperCase() });
    expect(member.userid.toLowerCase()).toBe(target.member.toLowerCase());
    expect(member.department.length).toBeGreaterThan(0);
    expect(member.status).toBeTypeOf('number');
  });

  it('lists the departments in both ways, with the same ids', async () => {
    const { department_id: nodes } = await client.department.simplelist();
    const { department: details } = await client.department.list();
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.map(({ id }) => id).sort()).toEqual(details.map(({ id }) => id).sort());
    expect(nodes[0]).toMatchObject({ parentid: expect.any(Number) as number, order: expect.any(Number) as number });
  });

  it('shows one department', async () => {
    const { department: list } = await client.department.list();
    const id = list[0]?.id ?? 0;
    const { department } = await client.department.get({ id });
    expect(department).toMatchObject({ id, name: list[0]?.name });
  });

  it("lists a department's members in both ways, with the same ids", async () => {
    const { department } = await client.user.get({ userid: target.member });
    const department_id = department[0] ?? 0;
    const { userlist: simple } = await client.user.simplelist({ department_id });
    const { userlist: details } = await client.user.list({ department_id });
    const ids = simple.map(({ userid }) => userid).sort();
    expect(ids.map((userid) => userid.toLowerCase())).toContain(target.member.toLowerCase());
    expect(details.map(({ userid }) => userid).sort()).toEqual(ids);
  });

  it('lists the tags and their content', async () => {
    const { taglist } = await client.tag.list();
    for (const { tagid, tagname } of taglist.slice(0, 3)) {
      const tag = await client.tag.get({ tagid });
      expect(tag.tagname).toBe(tagname);
      expect(Array.isArray(tag.userlist) && Array.isArray(tag.partylist)).toBe(true);
    }
  });

  it('refuses to list all ids to the secret of an app', async () => {
    await expect(client.user.listId()).rejects.toMatchObject({ code: 'ERR_WECOM_API', errcode: 48002 });
  });

  it('says that a member does not exist', async () => {
    const error: unknown = await client.user.get({ userid: 'nobody-of-this-name' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ERR_WECOM_API', path: '/cgi-bin/user/get' });
    expect([60111, 46004, 40003, 60011]).toContain((error as { errcode: number }).errcode);
  });

  it('sends a text', async () => {
    const answer = await client.message.send({
      touser: [target.member],
      msgtype: 'text',
      text: { content: `OpenWeCom contract test 合同测试 ✓ ${new Date().toISOString()}` },
    });
    expect(answer).toMatchObject({ accepted: [target.member], invaliduser: [], unlicenseduser: [] });
    expect(answer.msgid).not.toBe('');
  });

  it('says that nobody of the recipients exists', async () => {
    const sending = client.message.send({ touser: 'nobody-of-this-name', msgtype: 'text', text: { content: 'x' } });
    await expect(sending).rejects.toMatchObject({ code: 'ERR_WECOM_API', errcode: 81013 });
  });
});
