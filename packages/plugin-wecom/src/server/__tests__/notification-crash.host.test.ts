import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Model } from '@nocobase/database';
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { expect, it } from 'vitest';
import { DELIVERIES_COLLECTION, DELIVERY_ATTEMPTS_COLLECTION, LINKS_COLLECTION } from '../../constants';
import { createDatabase } from '../test-host/database';
import { bootHost, ROOT, signIn, type TestHost } from '../test-host/host';
import type { NotificationProcess, Sending } from '../test-host/notification-process';
import { setUpChannel } from '../test-host/wecom';

const KILLS = 3;
const USERS = 20;
/** Handed over to each process, and accepted before it is killed. */
const MESSAGES = 60;
const ACCEPTED_BEFORE = 15;

/** Of a NocoBase each, one of them into an empty database. */
const FOUR_BOOTS_MS = 400_000;

it(
  `delivers what was accepted once, although NocoBase is killed ${KILLS} times`,
  { timeout: FOUR_BOOTS_MS },
  async () => {
    const storage = mkdtempSync(path.join(os.tmpdir(), 'openwecom-crash-'));
    const database = await createDatabase('sqlite', path.join(storage, 'nocobase.sqlite'));
    const simulator = await createSimulator({ seed: generateSeed({ members: USERS }) });
    simulator.addFault({ path: 'message/send', delayMs: 50, times: 'until-cleared' });
    const accepted = new Set<number>();
    let users: number[] = [];
    let child: ChildProcess | undefined;
    let host: TestHost | undefined;
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        child = start({ database: database.options, storage, installed: kill > 0 });
        const [url] = (await Promise.race([once(child, 'message'), endOf(child)])) as [string];
        if (kill === 0) users = await setUp(url, simulator);
        const before = accepted.size;
        child.on('message', (n) => accepted.add(n as number));
        child.send({ first: kill * MESSAGES, count: MESSAGES, users } satisfies Sending);
        while (accepted.size < before + ACCEPTED_BEFORE) await pause(5);
        await pause(Math.random() * 200);
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }

      host = await bootHost({ place: { database, storage, installed: true } });
      const deliveries = host.app.db.getModel<Model>(DELIVERIES_COLLECTION);
      const open = () => deliveries.count({ where: { state: ['queued', 'sending'] } });
      await expect.poll(open, { timeout: 120_000, interval: 200 }).toBe(0);
      expect(await deliveries.count()).toBe(await deliveries.count({ where: { state: 'sent' } }));

      const arrived = Object.keys(simulator.inboxCounts()).flatMap((member) =>
        simulator
          .inbox(member)
          .messages.map(({ body }) => (body as unknown as { text: { content: string } }).text.content),
      );
      expect(new Set(arrived).size).toBe(arrived.length);
      expect([...accepted].map((n) => `Message ${n}`).filter((text) => !arrived.includes(text))).toEqual([]);
      // Otherwise no kill came in the middle of anything.
      const interrupted = { problem: '{"kind":"interrupted"}' };
      expect(await host.app.db.getModel(DELIVERY_ATTEMPTS_COLLECTION).count({ where: interrupted })).toBeGreaterThan(0);
    } finally {
      child?.kill('SIGKILL');
      await host?.close();
      await simulator.close();
    }
  },
);

function start(told: NotificationProcess): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(path.join(import.meta.dirname, '../test-host/notification-process.ts'), [JSON.stringify(told)], {
    execArgv: ['--import', tsx],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The channel "wecom", and a user for each member. */
async function setUp(url: string, simulator: Simulator): Promise<number[]> {
  const root = await signIn(url, ROOT.email, ROOT.password);
  await setUpChannel({ root: () => Promise.resolve(root) } as TestHost, simulator);
  const users: number[] = [];
  for (const { userid } of simulator.seed.members) {
    const user = await root.post('/api/users:create').send({ username: userid, nickname: userid });
    const { id } = (user.body as { data: { id: number } }).data;
    const link = { authenticator: 'wecom', wecomUserId: userid, userId: id };
    expect((await root.post(`/api/${LINKS_COLLECTION}:create`).send(link)).status).toBe(200);
    users.push(id);
  }
  return users;
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number];
  throw new Error(`The process ended by itself (${code})`);
}
