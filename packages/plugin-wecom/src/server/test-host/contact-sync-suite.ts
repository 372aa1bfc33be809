import { createSimulator, type Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSource, contactStates, DEPARTMENT_PLUGINS, linkedUsers, pull, smallCorp, writesTo } from './contact-sync';
import { whyAbsent, type Dialect } from './database';
import { bootHost, type TestHost } from './host';
import { addAuthenticator } from './sign-in';

const WRITTEN = ['users', 'departments', 'departmentsUsers', 'wecomLinks', 'wecomContacts', 'userDataSyncRecords'];

/** A sync as every database has to take it. One test file for each, as a process boots one host. */
export async function contactSyncSuite(dialect: Exclude<Dialect, 'sqlite'>): Promise<void> {
  const absence = await whyAbsent(dialect);
  if (absence && process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  if (absence) console.warn(`Skipped: no ${dialect} (${absence})`);

  describe.skipIf(absence)(`contact sync on ${dialect}`, () => {
    let host: TestHost;
    /** Changed from test to test, each beginning where the one before ended. */
    let corp: Simulator;

    beforeAll(async () => {
      const names = ['ada', 'bob', 'cid', 'dan', 'eve', 'taken'];
      const members = names.map((userid, index) => ({
        userid,
        name: `${userid} 小王 🦊`,
        department: [2, 3].slice(0, 1 + (index % 2)) as [number, ...number[]],
        mobile: `1390000000${index}`,
      }));
      corp = await createSimulator({ seed: smallCorp(members) });
      host = await bootHost({ dialect, plugins: DEPARTMENT_PLUGINS });
      await addAuthenticator(host, corp, 'wecom');
      await addSource(host, corp, 'small', { leavers: 'disable', leaverLimit: 50 });
      const administrator = { username: 'taken', roles: ['admin'] };
      await host.app.db.getRepository('users').create({ values: administrator });
    });
    afterAll(async () => {
      await host?.close();
      await corp?.close();
    });

    it('makes users and departments, and lists whom it may not link', async () => {
      const { run, task } = await pull(host, 'small');
      expect([task.status, run.status, run.reason]).toEqual(['success', 'succeeded', null]);
      expect(run.counts).toMatchObject({ created: 5, conflicts: 1, departmentsCreated: 3, failed: 0 });
      const { bob } = await linkedUsers(host);
      expect(bob).toMatchObject({ nickname: 'bob 小王 🦊', departments: ['Office', 'Workshop'] });
      expect(await contactStates(host, 'small')).toMatchObject({ ada: 'synced', taken: 'conflict' });
    });

    it('writes nothing when nothing has changed', async () => {
      const writes = await writesTo(host, WRITTEN, async () => {
        expect((await pull(host, 'small')).run.counts).toMatchObject({ unchanged: 5, created: 0, updated: 0 });
      });
      expect(writes).toEqual([]);
    });

    it('writes what has changed, and shuts out who left', async () => {
      corp.changeMember('ada', { name: 'Ada', department: [3] });
      corp.removeMember('bob');
      const { run } = await pull(host, 'small');
      expect(run.counts).toMatchObject({ updated: 1, left: 1, unchanged: 3 });
      expect((await linkedUsers(host)).ada).toMatchObject({ nickname: 'Ada', departments: ['Office'] });
      const where = { wecomUserId: 'bob', disabled: true };
      expect(await host.app.db.getModel('wecomLinks').count({ where })).toBe(1);
    });

    it('makes somebody new when a person says so', async () => {
      const root = await host.root();
      const answer = await root
        .post('/api/openwecom:resolveContact')
        .send({ source: 'small', key: 'taken', as: 'create' });
      expect(answer.status).toBe(200);
      expect((await linkedUsers(host)).taken).toMatchObject({ username: 'taken-2' });
      expect((await pull(host, 'small')).run.counts).toMatchObject({ conflicts: 0, unchanged: 5 });
    });
  });
}
