import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { expect, it } from 'vitest';
import type { TestHost } from './host';
import { addAuthenticator, codeOf, finish, linksOf, start, type SignInAnswer } from './sign-in';

const CROWD = 100;

/** A company of so many new people, all in the first department the app sees. */
export function createCrowdedSimulator(): Promise<Simulator> {
  const crowd = Array.from({ length: CROWD }, (_, index) => ({
    userid: `crowd${index}`,
    name: `众人 ${index}`,
    department: [2],
  }));
  return createSimulator({ seed: { ...acme, members: [...acme.members, ...crowd] } });
}

/** What has to hold on every database when many sign in at once. Nothing but the database keeps them apart. */
export function signInRaceTests(running: () => { host: TestHost; simulator: Simulator }): void {
  const all = async (userids: readonly string[], authenticator: string): Promise<SignInAnswer[]> => {
    const { host, simulator } = running();
    const begun = await Promise.all(
      userids.map(async (userid) => {
        const browser = host.anonymous();
        const { state } = await start(browser, authenticator);
        return { browser, returned: { code: codeOf(simulator, userid, 'snsapi_privateinfo'), state } };
      }),
    );
    return Promise.all(begun.map(({ browser, returned }) => finish(browser, authenticator, returned)));
  };

  it('makes one user of a member who signs in for the first time in many browsers at once', async () => {
    const { host, simulator } = running();
    await addAuthenticator(host, simulator, 'race', { autoSignup: true });
    const before = await host.app.db.getRepository('users').count();
    const answers = await all(
      Array.from({ length: 12 }, () => 'lisi'),
      'race',
    );
    expect(answers.map(({ status, error }) => [status, error.message])).toEqual(answers.map(() => [200, '']));
    expect(new Set(answers.map(({ data }) => data.user.id)).size).toBe(1);
    expect(await host.app.db.getRepository('users').count()).toBe(before + 1);
    expect(await linksOf(host, 'lisi')).toHaveLength(1);
    expect(await host.app.db.getRepository('usersAuthenticators').count({ filter: { uuid: 'lisi' } })).toBe(1);
  });

  it('links one user by a rule, in many browsers at once', async () => {
    const { host, simulator } = running();
    await addAuthenticator(host, simulator, 'race-rule', { match: 'phone', autoSignup: true });
    await host.app.db.getRepository('users').create({ values: { nickname: 'By phone', phone: '13800000005' } });
    const before = await host.app.db.getRepository('users').count();
    const answers = await all(
      Array.from({ length: 12 }, () => 'wangfang'),
      'race-rule',
    );
    expect(answers.map(({ status, data }) => [status, data?.user.nickname])).toEqual(
      answers.map(() => [200, 'By phone']),
    );
    expect(await host.app.db.getRepository('users').count()).toBe(before);
    expect(await linksOf(host, 'wangfang')).toHaveLength(1);
  });

  it('exchanges a state once, however many bring it at once', async () => {
    const { host, simulator } = running();
    const started = await host.anonymous().post('/api/openwecom:startSignIn').send({ authenticator: 'race' });
    const { state } = (started.body as { data: { panel: { state: string } } }).data.panel;
    const cookie = (started.get('Set-Cookie') ?? [])[0]?.split(';')[0] ?? '';
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        finish(host.anonymous().set('Cookie', cookie), 'race', { code: codeOf(simulator, 'lisi'), state }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 400)]);
  });

  it('signs a hundred people up at once, with one access token', async () => {
    const { host, simulator } = running();
    simulator.reset();
    await addAuthenticator(host, simulator, 'crowd', { autoSignup: true });
    const { agents } = simulator.seed;
    simulator.changeAgent(agents[0]?.agentId ?? 0, { secret: `${agents[0]?.secret}-2` });
    await addAuthenticator(host, simulator, 'crowd-fresh', { autoSignup: true });
    const before = simulator.calls().length;
    const answers = await all(
      Array.from({ length: CROWD }, (_, index) => `crowd${index}`),
      'crowd-fresh',
    );
    expect(answers.filter(({ status }) => status !== 200).map(({ error }) => error.message)).toEqual([]);
    expect(new Set(answers.map(({ data }) => data.user.id)).size).toBe(CROWD);
    const calls = simulator.calls().slice(before);
    expect(calls.filter(({ path }) => path.endsWith('gettoken'))).toHaveLength(1);
    expect(calls).toHaveLength(1 + 2 * CROWD);
  });
}
