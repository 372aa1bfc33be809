import { describe, expect, it } from 'vitest';
import type { WeComClient } from '../../src/index';
import { scriptedClient } from '../support/client';
import { ok } from '../support/scripted-fetch';

const reads: [string, (client: WeComClient) => Promise<unknown>, object][] = [
  ['/cgi-bin/agent/get', (client) => client.agent.get(), { agentid: '1000002' }],
  ['/cgi-bin/user/get', (client) => client.user.get({ userid: 'zhang san' }), { userid: 'zhang san' }],
  ['/cgi-bin/user/list', (client) => client.user.list({ department_id: 2 }), { department_id: '2' }],
  ['/cgi-bin/user/simplelist', (client) => client.user.simplelist({ department_id: 2 }), { department_id: '2' }],
  ['/cgi-bin/department/list', (client) => client.department.list(), {}],
  ['/cgi-bin/department/list', (client) => client.department.list({ id: 3 }), { id: '3' }],
  ['/cgi-bin/department/simplelist', (client) => client.department.simplelist({ id: 3 }), { id: '3' }],
  ['/cgi-bin/department/get', (client) => client.department.get({ id: 3 }), { id: '3' }],
  ['/cgi-bin/tag/list', (client) => client.tag.list(), {}],
  ['/cgi-bin/tag/get', (client) => client.tag.get({ tagid: 4 }), { tagid: '4' }],
];

const questions: [string, (client: WeComClient) => Promise<unknown>, object][] = [
  ['/cgi-bin/user/list_id', (client) => client.user.listId(), {}],
  ['/cgi-bin/user/list_id', (client) => client.user.listId({ cursor: 'c', limit: 10 }), { cursor: 'c', limit: 10 }],
  ['/cgi-bin/user/getuserid', (client) => client.user.getuserid({ mobile: '13800000000' }), { mobile: '13800000000' }],
  [
    '/cgi-bin/user/get_userid_by_email',
    (client) => client.user.getUseridByEmail({ email: 'a@example.com', email_type: 2 }),
    { email: 'a@example.com', email_type: 2 },
  ],
];

describe('reading', () => {
  it.each(reads)('%s asks with a GET and hands the answer over (%#)', async (path, read, query) => {
    const { client, network } = scriptedClient({ [path]: ok({ some: ['thing'] }) });
    expect(await read(client)).toEqual({ some: ['thing'] });
    expect(network.to(path)[0]).toMatchObject({
      method: 'GET',
      query: { ...query, access_token: 'token-1' },
      body: '',
    });
  });

  it.each(questions)('%s asks with a POST and hands the answer over (%#)', async (path, read, body) => {
    const { client, network } = scriptedClient({ [path]: ok({ some: ['thing'] }) });
    expect(await read(client)).toEqual({ some: ['thing'] });
    const [request] = network.to(path);
    expect(request).toMatchObject({ method: 'POST', query: { access_token: 'token-1' } });
    expect(JSON.parse(request?.body ?? '')).toEqual(body);
  });
});

describe('media.upload', () => {
  it('sends the file under its own name', async () => {
    const path = '/cgi-bin/media/upload';
    const { client, network } = scriptedClient({ [path]: ok({ type: 'file', media_id: 'm1', created_at: '1' }) });
    const data = new TextEncoder().encode('not empty');
    await client.media.upload({ type: 'file', filename: '报价 “一”.pdf', data });
    const [request] = network.to(path);
    expect(request?.query).toEqual({ type: 'file', access_token: 'token-1' });
    const media = request?.form?.get('media');
    expect(media).toBeInstanceOf(File);
    expect((media as File).name).toBe('报价 “一”.pdf');
    expect(await (media as File).text()).toBe('not empty');

    // What travels: the platform itself writes the form.
    const wire = await new Response(request?.form ?? null).text();
    expect(wire).toContain('name="media"; filename="报价 “一”.pdf"');
  });
});
