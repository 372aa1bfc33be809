import type { Simulator } from '@openwecom/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import { acceptingTests } from './accepting-tests';
import { callbackBurstTests } from './callback-burst';
import { whyAbsent, type Dialect } from './database';
import { bootHost, type Naming, type TestHost } from './host';
import { operatingTests } from './operating-tests';
import { createCrowdedSimulator, signInRaceTests } from './sign-in-race';
import { addUser, finalLog, setUpChannel } from './wecom';

/** What has to hold on every database: install, link, send, sign in, be called back. One test file for each, as a process boots one host. */
export async function servicesSuite(dialect: Exclude<Dialect, 'sqlite'>, naming: Naming = {}): Promise<void> {
  const absence = await whyAbsent(dialect);
  if (absence && process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  if (absence) console.warn(`Skipped: no ${dialect} (${absence})`);

  describe.skipIf(absence)(`on ${dialect}${Object.keys(naming).length > 0 ? ' with names of its own' : ''}`, () => {
    let host: TestHost;
    let simulator: Simulator;

    beforeAll(async () => {
      simulator = await createCrowdedSimulator();
      host = await bootHost({ dialect, naming });
      await setUpChannel(host, simulator);
    });
    afterAll(async () => {
      await host?.close();
      await simulator?.close();
    });

    it('installs, with links that are unique per authenticator', async () => {
      expect(host.app.authManager.listTypes().map(({ name }) => name)).toContain(AUTH_TYPE);
      const links = host.app.db.getModel('wecomLinks');
      const [one, two] = [await addUser(host, 'One'), await addUser(host, 'Two')];
      const attempts = Array.from({ length: 5 }, (_, index) =>
        links.create({ authenticator: 'wecom', wecomUserId: 'RACE', userId: index % 2 ? one : two }),
      );
      const outcomes = await Promise.allSettled(attempts);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await host.app.db.getRepository('usersAuthenticators').count({ filter: { uuid: 'race' } })).toBe(1);
    });

    if (naming.schema) {
      it('has its tables under these names', async () => {
        const { sequelize, collections } = host.app.db;
        const [tables] = await sequelize.query(
          'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = :schema',
          { replacements: { schema: naming.schema ?? '' } },
        );
        const ours = [...collections.keys()].filter((name) => name.startsWith('wecom'));
        const names = (tables as { name: string }[]).map(({ name }) => name);
        expect(names.filter((name) => name.startsWith(`${naming.tablePrefix}wecom_`))).toHaveLength(ours.length);
      });
    }

    it('mirrors a link, and removes it with its user', async () => {
      const root = await host.root();
      const user = await addUser(host, 'Leaving', 'Leaving');
      const mirror = host.app.db.getRepository('usersAuthenticators');
      expect(await mirror.count({ filter: { userId: user, uuid: 'leaving' } })).toBe(1);
      await root.post(`/api/users:destroy?filterByTk=${user}`);
      expect(await host.app.db.getRepository('wecomLinks').count({ filter: { userId: user } })).toBe(0);
      expect(await mirror.count({ filter: { userId: user } })).toBe(0);
    });

    it('sends to members, and names who is not linked, whatever their name is written in', async () => {
      const root = await host.root();
      const to = [await addUser(host, '张三', 'zhangsan'), await addUser(host, '小王 🦊')];
      await root.post('/api/messages:send').send({
        channelName: 'wecom',
        message: { content: { msgtype: 'markdown', markdown: { content: '# 你好 🦊' } } },
        receivers: { type: 'userId', value: [...to, 'not a number', '99999999999999999999'] },
        data: {},
        triggerFrom: 'test',
      });
      expect(await finalLog(host)).toMatchObject({
        status: 'success',
        reason: 'Not linked to a WeCom member: 小王 🦊, #not a number, #99999999999999999999.',
      });
      expect(simulator.inbox('zhangsan').last()?.body).toEqual({
        msgtype: 'markdown',
        markdown: { content: '# 你好 🦊' },
      });
    });

    signInRaceTests(() => ({ host, simulator }));
    callbackBurstTests(() => ({ host }));
    acceptingTests(() => ({ host, simulator }));
    operatingTests(() => ({ host, simulator }));
  });
}
