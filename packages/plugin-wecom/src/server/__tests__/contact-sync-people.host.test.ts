import type { Model } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINKS_COLLECTION } from '../../constants';
import { conflictOf, ContactCorps, member, resolveContact, TELLS_ALL } from '../test-host/contact-corps';
import {
  addSource,
  contactsSecret,
  contactStates,
  DEPARTMENT_PLUGINS,
  linkedUsers,
  pull,
} from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator } from '../test-host/sign-in';

let host: TestHost;
let root: Awaited<ReturnType<TestHost['root']>>;
let corps: ContactCorps;

beforeAll(async () => {
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  root = await host.root();
  corps = new ContactCorps(host);
});
afterAll(async () => {
  await host?.close();
  await corps?.close();
});

async function createUser(values: object): Promise<number> {
  return ((await host.app.db.getRepository('users').create({ values })) as Model).get('id') as number;
}

describe('people who are here already', () => {
  it('are found by their username, whatever its case, and keep it', async () => {
    const id = await createUser({ username: 'AliceU', nickname: 'Before' });
    await corps.open('usernames', [member('aliceu', { name: 'Alice' })]);
    const { run } = await pull(host, 'usernames');
    expect(run.counts).toMatchObject({ created: 0, updated: 1 });
    expect((await linkedUsers(host, 'usernames'))['aliceu']).toMatchObject({
      id,
      username: 'AliceU',
      nickname: 'Alice',
    });
  });

  it('are not looked for without a rule, and a taken username gets a number', async () => {
    const id = await createUser({ username: 'norulu' });
    await corps.open('no-rule', [member('norulu')], { match: 'none' });
    await pull(host, 'no-rule');
    const made = (await linkedUsers(host, 'no-rule'))['norulu'];
    expect(made).toMatchObject({ username: 'norulu-2' });
    expect(made?.id).not.toBe(id);
  });

  it('are found among many, too, and what they have is given to nobody else', async () => {
    const id = await createUser({ username: 'CrowdA' });
    const mailed = await createUser({ username: 'mailed', email: 'Crowd@Here.example' });
    const others = Array.from({ length: 60 }, (_, n) => member(`crowd${n}`));
    const mail = { biz_mail: 'crowd@here.example' };
    const members = [member('crowd@x'), ...others, member('crowda'), member('crowd-m', mail), member('crowd_x')];
    await corps.open('crowd', members, {}, TELLS_ALL);
    expect((await pull(host, 'crowd')).run.counts).toMatchObject({ created: 61, updated: 1, conflicts: 2, failed: 0 });
    const linked = await linkedUsers(host, 'crowd');
    expect(linked['crowda']?.id).toBe(id);
    // The name of somebody who was made by the same sync, in another batch.
    const made = linked['crowd@x'];
    expect(made?.username).toBe('crowd_x');
    expect(await conflictOf(host, 'crowd', 'crowd_x')).toEqual({ code: 'userTaken', users: [String(made?.id)] });
    expect(await conflictOf(host, 'crowd', 'crowd-m')).toEqual({ code: 'emailTaken', users: [String(mailed)] });
  });

  it('are never merged when two match, nor when somebody else has them: a person says', async () => {
    const ids = [await createUser({ username: 'Twin' }), await createUser({ username: 'TWIN' })];
    const taken = await createUser({ username: 'taken' });
    await corps.open('twins', [member('twin'), member('taken')]);
    await host.app.db
      .getModel(LINKS_COLLECTION)
      .create({ authenticator: 'twins', wecomUserId: 'somebody-else', userId: taken });
    const { run, task } = await pull(host, 'twins');
    expect([task.status, run.counts]).toMatchObject(['success', { created: 0, updated: 0, conflicts: 2 }]);
    expect(await conflictOf(host, 'twins', 'twin')).toEqual({ code: 'ambiguous', users: ids.map(String) });
    expect(await conflictOf(host, 'twins', 'taken')).toEqual({ code: 'userTaken', users: [String(taken)] });

    expect((await resolveContact(root, { source: 'twins', key: 'twin', userId: ids[1] })).status).toBe(200);
    expect((await linkedUsers(host, 'twins'))['twin']).toMatchObject({ id: ids[1], departments: ['Workshop'] });
    const refused = await resolveContact(root, { source: 'twins', key: 'taken', userId: taken });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('linked to another')]);
    expect((await resolveContact(root, { source: 'twins', key: 'taken', as: 'ignore' })).status).toBe(200);
    expect((await resolveContact(root, { source: 'twins', key: 'taken', as: 'ignore' })).status).toBe(409);
    expect((await pull(host, 'twins')).run.counts).toMatchObject({ unchanged: 1, ignored: 1, conflicts: 0 });
    expect((await resolveContact(root, { source: 'twins', key: 'taken', as: 'reopen' })).status).toBe(200);
    expect((await pull(host, 'twins')).run.counts).toMatchObject({ conflicts: 1 });
  });

  it('stay who they are when a person has somebody new made instead, without what only one can have', async () => {
    const id = await createUser({ username: 'double', phone: '13600000001', email: 'double@here.example' });
    await createUser({ username: 'DOUBLE' });
    const given = { mobile: '13600000001', biz_mail: 'double@here.example', position: 'Turner' };
    await corps.open('made', [member('double', { name: 'Double', ...given })]);
    expect((await pull(host, 'made')).run.counts).toMatchObject({ created: 0, conflicts: 1 });
    expect((await resolveContact(root, { source: 'made', key: 'double', as: 'create' })).status).toBe(200);
    const made = (await linkedUsers(host, 'made'))['double'];
    expect(made).toMatchObject({ nickname: 'Double', phone: null, email: null, departments: ['Workshop'] });
    expect(made?.id).not.toBe(id);
    const { run } = await pull(host, 'made');
    expect([run.status, run.counts.created, run.counts.conflicts]).toEqual(['succeeded', 0, 0]);
    expect((await resolveContact(root, { source: 'made', key: 'double', as: 'create' })).status).toBe(409);
    expect((await resolveContact(root, { source: 'made', key: 'double' })).status).toBe(400);
    await host.app.db.getRepository('users').destroy({ filterByTk: id }); // Their phone number is nobody's business below.
  });

  it('are not linked by a rule when they may change settings, and by hand get departments but no new mail', async () => {
    const admin = await createUser({ username: 'chief', email: 'chief@here.example', roles: ['admin'] });
    await host.app.db.getRepository('roles').create({ values: { name: 'keeper', snippets: ['pm.users'] } });
    const keeper = await createUser({ username: 'keeper', roles: ['keeper'] });
    await corps.open('chiefs', [member('chief', { biz_mail: 'chief@wecom.example' }), member('keeper')]);
    const { run } = await pull(host, 'chiefs');
    expect(run.counts).toMatchObject({ updated: 0, created: 0, conflicts: 2 });
    expect(await conflictOf(host, 'chiefs', 'keeper')).toEqual({ code: 'protectedUser', users: [String(keeper)] });
    await resolveContact(root, { source: 'chiefs', key: 'chief', userId: admin });
    expect((await linkedUsers(host, 'chiefs'))['chief']).toMatchObject({
      id: admin,
      nickname: null,
      email: 'chief@here.example',
      departments: ['Workshop'],
    });
  });

  it('are not linked again by what was written before, once they may change settings: a person unlinked them', async () => {
    await corps.open('unlinked', [member('unl-chief'), member('unl-cook')], { match: 'none' });
    await pull(host, 'unlinked');
    const { id } = (await linkedUsers(host, 'unlinked'))['unl-chief']!;
    await host.app.db.getModel('rolesUsers').create({ userId: id, roleName: 'admin' });
    const filter = { authenticator: 'unlinked', wecomUserId: 'unl-chief' };
    await host.app.db.getRepository('wecomLinks').destroy({ filter });
    for (const _ of [1, 2]) {
      expect((await pull(host, 'unlinked')).run.counts).toMatchObject({ created: 0, updated: 0, conflicts: 1 });
      expect(await conflictOf(host, 'unlinked', 'unl-chief')).toEqual({ code: 'protectedUser', users: [String(id)] });
    }
    await resolveContact(root, { source: 'unlinked', key: 'unl-chief', userId: id });
    expect((await linkedUsers(host, 'unlinked'))['unl-chief']?.id).toBe(id);
  });

  it('are not linked with another authenticator by a sync, when they may change settings', async () => {
    const corp = await corps.open('moved', [member('mov-chief'), member('mov-cook')], { match: 'none' });
    await pull(host, 'moved');
    const users = await linkedUsers(host, 'moved');
    await host.app.db.getModel('rolesUsers').create({ userId: users['mov-chief']!.id, roleName: 'admin' });
    await addAuthenticator(host, corp, 'moved-on');
    const row = await host.app.db.getModel<Model>('userDataSyncSources').findOne({ where: { name: 'moved' } });
    const options = { ...(row!.get('options') as object), authenticator: 'moved-on' };
    await row!.update({ options });
    expect((await pull(host, 'moved')).run.counts).toMatchObject({ created: 0, updated: 1, conflicts: 1 });
    expect(Object.keys(await linkedUsers(host, 'moved-on'))).toEqual(['mov-cook']);
  });

  it('keep a number that was handed over until they give it up: all else is written, and the page says so', async () => {
    const corp = await corps.open(
      'handed',
      [member('han-old', { mobile: '13511110001' }), member('han-new')],
      {},
      TELLS_ALL,
    );
    await pull(host, 'handed');
    const users = await linkedUsers(host, 'handed');
    corp.changeMember('han-old', { mobile: '' });
    corp.changeMember('han-new', { name: 'Heir', mobile: '13511110001' });
    for (const _ of [1, 2]) {
      const { run } = await pull(host, 'handed');
      expect([run.status, run.counts.conflicts, run.failures]).toEqual(['succeeded', 1, []]);
    }
    const conflict = { code: 'phoneTaken', users: [String(users['han-old']!.id)] };
    expect(await conflictOf(host, 'handed', 'han-new')).toEqual(conflict);
    expect(await contactStates(host, 'handed')).toEqual({ 'han-old': 'synced', 'han-new': 'synced' });
    expect((await linkedUsers(host, 'handed'))['han-new']).toMatchObject({ nickname: 'Heir', phone: null });
    await host.app.db.getModel('users').update({ phone: null }, { where: { id: users['han-old']!.id } });
    expect((await pull(host, 'handed')).run.counts).toMatchObject({ conflicts: 0, updated: 1 });
    expect((await linkedUsers(host, 'handed'))['han-new']).toMatchObject({ phone: '13511110001' });
    expect((await pull(host, 'handed')).run.counts).toMatchObject({ unchanged: 2 });
    await host.app.db.getModel('users').update({ phone: null }, { where: { id: users['han-new']!.id } });
  });

  it('is for administrators to say', async () => {
    const agent = await host.member('no-administrator');
    for (const action of ['resolveContact', 'cancelContactSync', 'confirmLeavers', 'declineLeavers']) {
      expect((await agent.post(`/api/openwecom:${action}`).send({})).status).toBe(403);
    }
    expect((await agent.get('/api/wecomContacts:list')).status).toBe(403);
    expect((await root.get('/api/wecomContacts:list')).status).toBe(200);
  });
});

describe('a rule for what WeCom does not tell', () => {
  it('tells nobody from two users who have the same, however they spell it', async () => {
    const ids = [
      await createUser({ nickname: 'One', phone: '13700002222' }),
      await createUser({ nickname: 'Two', phone: '+8613700002222' }),
      await createUser({ nickname: 'Three', email: 'Same@corp.example' }),
      await createUser({ nickname: 'Four', email: 'same@corp.example' }),
    ].map(String);
    const many = Array.from({ length: 99 }, (_, n) => member(`two-${n}`));
    await corps.open('two-phones', [member('two-phone', { mobile: '13700002222' }), ...many], { match: 'phone' });
    expect((await pull(host, 'two-phones')).run.counts).toMatchObject({ created: 99, updated: 0, conflicts: 1 });
    expect(await conflictOf(host, 'two-phones', 'two-phone')).toEqual({ code: 'ambiguous', users: ids.slice(0, 2) });
    await corps.open('two-mails', [member('two-mail', { biz_mail: 'same@corp.example' }), ...many], { match: 'email' });
    await pull(host, 'two-mails');
    expect(await conflictOf(host, 'two-mails', 'two-mail')).toEqual({ code: 'ambiguous', users: ids.slice(2) });
    await host.app.db.getRepository('users').destroy({ filter: { id: ids } }); // Nobody's business below.
  });

  it('is refused with the secret of contacts sync alone; a sync that finds out says so', async () => {
    const corp = await corps.open('blind', [member('bli-one'), member('bli-two')], { match: 'none' });
    await createUser({ nickname: 'Somebody', email: 'somebody@blind.example' });
    const secret = await contactsSecret(host, corp);
    const refused = await root.post('/api/userDataSyncSources:create').send({
      name: 'blind-ids',
      sourceType: 'openwecom',
      enabled: true,
      options: { contactsSecret: secret, authenticator: 'blind', match: 'email' },
    });
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('Enter the Secret of an application'),
    ]);
    await addSource(host, corp, 'blind-app', { authenticator: 'blind', secret, match: 'email' });
    const { run, task } = await pull(host, 'blind-app');
    expect([run.status, run.counts.waiting, task.message]).toEqual(['failed', 2, expect.stringContaining('2 members')]);
  });

  it('looks users up by phone, so many a day, remembers misses, and makes nobody in the meantime', async () => {
    const mine = await createUser({ nickname: 'Phone', phone: '+86 13700000001' });
    await createUser({ nickname: 'Nobody there', phone: '13700000099' });
    const members = Array.from({ length: 20 }, (_, n) =>
      member(`phone${n}`, { mobile: `137000000${String(n).padStart(2, '0')}` }),
    );
    const corp = await corps.open('phones', members, { match: 'phone' });
    const lookUps = () => corp.calls().filter(({ path }) => path.endsWith('user/getuserid')).length;
    // 5 % of twenty is one a day.
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 0, updated: 1, waiting: 19 });
    expect((await linkedUsers(host, 'phones'))['phone1']?.id).toBe(mine);
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 0, unchanged: 1, waiting: 19 });
    expect(lookUps()).toBe(1);
    await host.app.db.getModel('wecomLookUps').update({ askedAt: Date.now() - 25 * 3_600_000 }, { where: {} });
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 19, unchanged: 1, waiting: 0 });
    expect(lookUps()).toBe(2);
    // The number nobody has is not asked for again.
    corp.addMember(member('phone-new'));
    expect((await pull(host, 'phones')).run.counts).toMatchObject({ created: 1, waiting: 0 });
    expect(lookUps()).toBe(2);
  });

  it('fails with the reason when WeCom refuses look-ups, and writes all else', async () => {
    await createUser({ nickname: 'Mail', email: 'ask@corp.example' });
    const corp = await corps.open('mails', [member('mailer')], { match: 'email' });
    corp.addFault({ path: '/cgi-bin/user/get_userid_by_email', errcode: 45009, errmsg: 'too many' });
    const { run, task } = await pull(host, 'mails');
    expect([task.status, run.status, run.counts.waiting]).toEqual(['failed', 'failed', 1]);
    expect(task.message).toContain('45009');
  });
});
