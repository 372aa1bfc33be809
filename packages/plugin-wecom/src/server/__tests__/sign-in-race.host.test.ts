import type { Simulator } from '@openwecom/simulator';
import type { Model } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator, signIn } from '../test-host/sign-in';
import { createCrowdedSimulator, signInRaceTests } from '../test-host/sign-in-race';

let host: TestHost;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await createCrowdedSimulator();
  host = await bootHost({ inFile: true, plugins: ['departments'] });
});
afterAll(async () => {
  await host?.close();
  await simulator?.close();
});

describe('signing in at once, on SQLite in a file', () => {
  signInRaceTests(() => ({ host, simulator }));
});

describe('with the departments plugin', () => {
  it('no rule links a user whose department may change settings', async () => {
    await addAuthenticator(host, simulator, 'by-username', { match: 'username' });
    const { db } = host.app;
    const user = (await db.getRepository('users').create({ values: { username: 'xulei' } })) as Model;
    await db.getRepository('roles').create({ values: { name: 'it', snippets: ['pm.*'] } });
    const members = [user.get('id') as number];
    await db.getRepository('departments').create({ values: { title: 'IT', members, roles: ['it'] } });
    expect((await signIn(host, simulator, 'by-username', 'xulei')).error.code).toBe('protectedUser');
    await db.getRepository('roles').update({ filter: { name: 'it' }, values: { snippets: ['!pm.*'] } });
    expect((await signIn(host, simulator, 'by-username', 'xulei')).status).toBe(200);
  });
});
