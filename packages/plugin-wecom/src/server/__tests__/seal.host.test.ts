import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import { bootHost, type TestHost } from '../test-host/host';

const SECRET = 'clear-secret-that-nobody-may-find-again';
const SEAL = '/api/openwecom:seal?purpose=agent-secret&corpId=wwcorp';

let host: TestHost;
beforeAll(async () => {
  host = await bootHost();
});
afterAll(() => host.close());

const seal = async (agent: Awaited<ReturnType<TestHost['root']>>, url = SEAL, body = SECRET, type = 'text/plain') =>
  agent.post(url).set('Content-Type', type).send(body);

describe('sealing a secret', () => {
  it('answers with a sealed text, another one each time', async () => {
    const root = await host.root();
    const [first, second] = [await seal(root), await seal(root)];
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ data: { sealed: expect.stringMatching(/^sealed:v1:[\w-]+$/) as string } });
    expect(second.body).not.toEqual(first.body);
  });

  it('takes plain text only, and not more than a secret can be', async () => {
    const root = await host.root();
    expect((await seal(root, SEAL, JSON.stringify({ secret: 'x' }), 'application/json')).status).toBe(415);
    expect((await seal(root, SEAL, 'x'.repeat(4097))).status).toBe(413);
    expect((await seal(root, SEAL, '  \n ')).status).toBe(400);
    expect((await seal(root, '/api/openwecom:seal?purpose=agent-secret')).status).toBe(400);
    expect((await seal(root, '/api/openwecom:seal?purpose=other&corpId=wwcorp')).status).toBe(400);
  });

  it('takes Token and EncodingAESKey only as WeCom makes them, and for no other purpose than their own', async () => {
    const root = await host.root();
    const url = (purpose: string) => `/api/openwecom:seal?purpose=${purpose}&corpId=wwcorp`;
    expect((await seal(root, url('callback-token'), 'QDG6eK')).status).toBe(200);
    expect((await seal(root, url('encoding-aes-key'), 'a'.repeat(43))).status).toBe(200);
    expect((await seal(root, url('callback-token'), 'with-a-dash')).status).toBe(400);
    const tooLong = await seal(root, url('encoding-aes-key'), 'a'.repeat(44));
    expect(tooLong.body).toMatchObject({
      errors: [{ message: expect.stringContaining('43 letters and digits and nothing else; 44') as string }],
    });
    expect((await seal(root, url('callback-pairs'))).status).toBe(400);
  });

  it.each([
    ['zh-CN', '请先填写企业 ID：密钥将与其绑定加密。'],
    ['ja-JP', 'Fill in the Company ID first: the secret is sealed for it.'],
  ])('explains a refusal in the language of the request (%s), or in English', async (locale, message) => {
    const root = await host.root();
    const url = '/api/openwecom:seal?purpose=agent-secret';
    const answer = await root.post(url).set('X-Locale', locale).set('Content-Type', 'text/plain').send(SECRET);
    expect(answer.body).toMatchObject({ errors: [{ message }] });
  });

  it('is for administrators', async () => {
    expect((await seal(host.anonymous())).status).toBe(401);
    const member = await host.member('seal-member');
    expect((await seal(member)).status).toBe(403);
    expect((await member.post('/api/openwecom:confirmBaseUrl').send({ baseUrl: 'http://evil.example' })).status).toBe(
      403,
    );
    expect((await member.post('/api/openwecom:check').send({ options: {} })).status).toBe(403);
  });

  it('leaves the clear text nowhere: not in answers, not in the database, not in logs', async () => {
    const root = await host.root();
    const { sealed } = ((await seal(root)).body as { data: { sealed: string } }).data;
    const options = { corpId: 'wwcorp', agentId: '1000002', secret: sealed };
    const answers = [
      await root
        .post('/api/authenticators:create')
        .send({ name: 'sealed', authType: AUTH_TYPE, enabled: true, options }),
      await root.get('/api/authenticators:list'),
      await root.get('/api/authenticators:publicList'),
      await root.post('/api/openwecom:check').send({ options }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(SECRET);
    }
    expect(answers[1]?.text).toContain(sealed);
    expect(answers[2]?.text).not.toContain(sealed);
    const rows = (await host.app.db.getRepository('authenticators').find()) as unknown[];
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    expect(filesWith(SECRET, host.storage)).toEqual([]);
    expect(filesWith('openwecom:seal', host.storage)).not.toEqual([]);
  });
});

describe('a secret from a variable', () => {
  it('is not rendered into what the host answers or caches', async () => {
    const root = await host.root();
    await root.post('/api/environmentVariables:create').send({ name: 'WECOM_SECRET', type: 'secret', value: SECRET });
    const values = {
      name: 'variable',
      authType: AUTH_TYPE,
      enabled: true,
      options: {
        corpId: 'wwcorp',
        agentId: '1000002',
        secret: '{{$env.WECOM_SECRET}}',
        tooltip: '{{$env.WECOM_SECRET}}',
      },
    };
    const created = await root.post('/api/authenticators:create').send(values);
    expect(created.status).toBe(200);
    expect(created.text).toContain('{{$env.WECOM_SECRET}}');
    const { id } = (created.body as { data: { id: number } }).data;
    const updated = await root.post(`/api/authenticators:update?filterByTk=${id}`).send({ ...values, title: 'again' });
    expect(updated.status).toBe(200);
    const shown = [created.text, updated.text, (await root.get('/api/authenticators:publicList')).text].join();
    expect((JSON.parse(created.text) as { data: { options: { secret: string } } }).data.options.secret).toBe(
      '{{$env.WECOM_SECRET}}',
    );
    expect(shown).not.toContain(SECRET);
  });
});

function filesWith(text: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
