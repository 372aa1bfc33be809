import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Model } from '@nocobase/database';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION } from '../../constants';
import type { CallbackProcess } from './callback-process';
import { addReceiver, menuClickXml, newPair, post } from './callbacks';
import { createDatabase, whyAbsent, type Dialect } from './database';
import { bootHost, ROOT, signIn, type TestHost } from './host';

const CLICKS = 20;

/** Of a NocoBase each, one of them into an empty database. */
const TWO_BOOTS_MS = 240_000;

/** Kills a NocoBase that has answered WeCom and is in the middle of its handlers, and starts another one in its place. */
export async function callbackCrashSuite(dialect: Exclude<Dialect, 'sqlite'>): Promise<void> {
  const absence = await whyAbsent(dialect);
  if (absence && process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  if (absence) console.warn(`Skipped: no ${dialect} (${absence})`);

  it.skipIf(absence)(
    `loses nothing on ${dialect} when the process is killed between answer and handling`,
    { timeout: TWO_BOOTS_MS },
    async () => {
      const database = await createDatabase(dialect);
      const storage = mkdtempSync(path.join(os.tmpdir(), 'openwecom-crash-'));
      const argument = JSON.stringify({ dialect, database: database.options, storage } satisfies CallbackProcess);
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
      const process_ = fork(path.join(import.meta.dirname, 'callback-process.ts'), [argument], {
        execArgv: ['--import', tsx],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      let host: TestHost | undefined;
      try {
        const [url] = (await Promise.race([once(process_, 'message'), endOf(process_)])) as [string];
        const sender = { corpId: 'wwcorp', ...newPair() };
        await addReceiver({ root: () => signIn(url, ROOT.email, ROOT.password) }, 'crash', sender);
        const handling = once(process_, 'message');
        const answers = await Promise.all(
          Array.from({ length: CLICKS }, (_, n) =>
            post(supertest.agent(url), 'auth-crash', menuClickXml(`card_${n}`, `code_${n}`), sender),
          ),
        );
        expect(answers.map(({ text }) => text)).toEqual(Array(CLICKS).fill('success'));
        await Promise.race([handling, endOf(process_)]);
        const exited = once(process_, 'exit');
        process_.kill('SIGKILL');
        await exited;

        host = await bootHost({ dialect, place: { database, storage, installed: true } });
        const rows = host.app.db.getModel<Model>(CALLBACKS_COLLECTION);
        // Nobody waits here until the dead process is taken for dead.
        await rows.update({ dueAt: Date.now() }, { where: { state: 'received' } });
        await expect.poll(() => rows.count({ where: { state: 'handled' } }), { timeout: 20_000 }).toBe(CLICKS);
        // It did die in the middle of some, and before others.
        expect(await rows.count({ where: { attempts: 2 } })).toBeGreaterThan(0);
        expect(await rows.count({ where: { attempts: 1 } })).toBeGreaterThan(0);
        const replies = host.app.db.getModel<Model>(CARD_REPLIES_COLLECTION);
        const codes = (await replies.findAll()).map((reply) => reply.get('responseCode') as string);
        expect(codes.sort()).toEqual(Array.from({ length: CLICKS }, (_, n) => `code_${n}`).sort());
      } finally {
        process_.kill('SIGKILL');
        await (host ? host.close() : database.drop());
      }
    },
  );
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number];
  throw new Error(`The process ended by itself (${code})`);
}
