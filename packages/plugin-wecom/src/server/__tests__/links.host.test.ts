import type { Model } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import { bootHost, type TestHost } from '../test-host/host';
import { addUser } from '../test-host/wecom';

let host: TestHost;
let root: Awaited<ReturnType<TestHost['root']>>;

beforeAll(async () => {
  host = await bootHost();
  root = await host.root();
  for (const name of ['first', 'second']) {
    const created = await root
      .post('/api/authenticators:create')
      .send({ name, authType: AUTH_TYPE, enabled: true, options: {} });
    expect(created.status).toBe(200);
  }
});
afterAll(() => host.close());

const link = (values: object) => root.post('/api/wecomLinks:create').send(values);
const idOf = (answer: { body: unknown }) => (answer.body as { data: { id: number } }).data.id;

/** What the host knows of this user: authenticator → member. */
async function mirror(userId: number): Promise<Record<string, string>> {
  const rows = await host.app.db.getModel<Model>('usersAuthenticators').findAll({ where: { userId } });
  return Object.fromEntries(rows.map((row) => [row.get('authenticator') as string, row.get('uuid') as string]));
}

describe('a link between a member and a user', () => {
  it('is kept in lower case and mirrored into the host, through every change', async () => {
    const [ann, ben] = [await addUser(host, 'Ann'), await addUser(host, 'Ben')];
    const id = idOf(await link({ authenticator: 'first', wecomUserId: ' ZhangSan ', userId: ann }));
    expect(await mirror(ann)).toEqual({ first: 'zhangsan' });

    await root.post(`/api/wecomLinks:update?filterByTk=${id}`).send({ wecomUserId: 'LiSi' });
    expect(await mirror(ann)).toEqual({ first: 'lisi' });

    await root.post(`/api/wecomLinks:update?filterByTk=${id}`).send({ userId: ben });
    expect([await mirror(ann), await mirror(ben)]).toEqual([{}, { first: 'lisi' }]);

    await root.post(`/api/wecomLinks:destroy?filterByTk=${id}`);
    expect(await mirror(ben)).toEqual({});
  });

  it('is mirrored when many rows change in one statement', async () => {
    const [cat, dan] = [await addUser(host, 'Cat'), await addUser(host, 'Dan')];
    const links = host.app.db.getModel('wecomLinks');
    await links.bulkCreate([
      { authenticator: 'first', wecomUserId: 'CAT', userId: cat },
      { authenticator: 'first', wecomUserId: 'DAN', userId: dan },
    ]);
    expect([await mirror(cat), await mirror(dan)]).toEqual([{ first: 'cat' }, { first: 'dan' }]);
    await links.update({ authenticator: 'second' }, { where: { userId: [cat, dan] } });
    expect([await mirror(cat), await mirror(dan)]).toEqual([{ second: 'cat' }, { second: 'dan' }]);
    await links.destroy({ where: { userId: [cat, dan] } });
    expect([await mirror(cat), await mirror(dan)]).toEqual([{}, {}]);
  });

  it('is one per member and one per user, for each authenticator', async () => {
    const [eve, fay] = [await addUser(host, 'Eve'), await addUser(host, 'Fay')];
    expect((await link({ authenticator: 'first', wecomUserId: 'eve', userId: eve })).status).toBe(200);
    expect((await link({ authenticator: 'first', wecomUserId: 'EVE', userId: fay })).status).toBe(400);
    expect((await link({ authenticator: 'first', wecomUserId: 'eve2', userId: eve })).status).toBe(400);
    expect((await link({ authenticator: 'second', wecomUserId: 'eve', userId: eve })).status).toBe(200);
    expect(await mirror(eve)).toEqual({ first: 'eve', second: 'eve' });
    expect(await mirror(fay)).toEqual({});
  });

  it('names one member, never @all', async () => {
    const gus = await addUser(host, 'Gus');
    const refused = await link({ authenticator: 'first', wecomUserId: '@all', userId: gus });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('begins with a letter or digit');
    expect((await link({ authenticator: 'first', wecomUserId: 'a|b', userId: gus })).status).toBe(400);
  });

  it('goes with its user and with its authenticator', async () => {
    const links = host.app.db.getRepository('wecomLinks');
    await root
      .post('/api/authenticators:create')
      .send({ name: 'leaving', authType: AUTH_TYPE, enabled: true, options: {} });
    const [hal, ida] = [await addUser(host, 'Hal', 'hal', 'leaving'), await addUser(host, 'Ida', 'ida', 'leaving')];
    await root.post(`/api/users:destroy?filterByTk=${hal}`);
    expect(await links.count({ filter: { userId: hal } })).toBe(0);
    const { id } = (await host.app.db.getRepository('authenticators').findOne({ filter: { name: 'leaving' } })) as {
      id: number;
    };
    expect((await root.post(`/api/authenticators:destroy?filterByTk=${id}`)).status).toBe(200);
    expect(await links.count({ filter: { userId: ida } })).toBe(0);
    expect(await mirror(ida)).toEqual({});
  });

  it('is for administrators', async () => {
    const member = await host.member('links-member');
    expect((await member.get('/api/wecomLinks:list')).status).toBe(403);
    expect((await member.post('/api/wecomLinks:create').send({})).status).toBe(403);
    expect((await root.get('/api/wecomLinks:list?appends=user')).status).toBe(200);
  });
});

describe('automatic login', () => {
  it('is refused to a second authenticator with the name of the one that has it', async () => {
    const values = (name: string) => ({
      name,
      title: `Title of ${name}`,
      authType: AUTH_TYPE,
      enabled: true,
      options: { autoLogin: true },
    });
    expect((await root.post('/api/authenticators:create').send(values('auto1'))).status).toBe(200);
    const refused = await root.post('/api/authenticators:create').set('X-Locale', 'zh-CN').send(values('auto2'));
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      errors: [{ message: '只能有一个认证器启用自动登录，“Title of auto1”已启用，请先在该认证器中关闭。' }],
    });
    const { id } = (await host.app.db.getRepository('authenticators').findOne({ filter: { name: 'auto1' } })) as {
      id: number;
    };
    expect(
      (await root.post(`/api/authenticators:update?filterByTk=${id}`).send({ ...values('auto1'), title: 'x' })).status,
    ).toBe(200);
  });
});
