import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from '@openwecom/client/messages';
import { createSimulator, generateSeed, type Simulator } from '@openwecom/simulator';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import type { Dialect } from '../../../test-host/database';
import { hostFolder } from '../../../test-host/folders';
import { createOneWriter } from '../../one-writer';
import type { Outbox } from '../../outbox';
import { Sql } from '../../sql';
import { memberAt } from '../engine';
import { connect, createOutboxDatabase, type OutboxDatabase } from '../outbox-database';
import { rowsOf, write } from '../written';

const KILLS = 30;
const MEMBERS = 400;
/** Written before each kill: more than is sent until then. */
const BATCH = 60;
const LONGEST_LIFE_MS = 250;
const ALL_SENT_MS = 90_000;
/** Thirty processes take a while to start on a machine that does much else. */
const LONGEST_MS = 300_000;

/** What a crashing process is told. */
export interface CrashingProcess {
  database: OutboxDatabase['options'];
  /** From where the host's sequelize is found. */
  sequelizeAt: string;
  simulator: Pick<Simulator, 'url' | 'seed'>;
  leaseMs: number;
  pollMs: number;
}

/**
 * Kills processes in the middle of sending, while WeCom cuts some calls before and some after it has acted, and counts what the members
 * got.
 */
export function crashSuite(dialect: Dialect, { processes }: { processes: number }): void {
  const who = processes === 1 ? 'a process' : `one of ${processes} processes`;
  it(
    `delivers each message once on ${dialect}, although ${who} is killed ${KILLS} times`,
    { timeout: LONGEST_MS },
    async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'openwecom-crash-'));
      const script = await bundle(folder);
      const database = await createOutboxDatabase(dialect, path.join(folder, 'outbox.sqlite'));
      const { sequelize, tables } = connect(database.options);
      const outbox: Outbox = {
        sql: new Sql(sequelize, createOneWriter(sequelize)),
        tables,
        now: Date.now,
        random: Math.random,
      };
      const simulator = await createSimulator({ seed: generateSeed({ members: MEMBERS }) });
      simulator.addFault({ path: 'message/send', delayMs: 20, times: 'until-cleared' });
      const argument = JSON.stringify({
        database: database.options,
        sequelizeAt: path.join(hostFolder, 'package.json'),
        simulator: { url: simulator.url, seed: simulator.seed },
        leaseMs: 700,
        pollMs: 100,
      } satisfies CrashingProcess);
      const alive = await Promise.all(Array.from({ length: processes }, () => start(script, argument)));
      try {
        const expected = new Map<string, string[]>();
        for (let kill = 0; kill < KILLS; kill += 1) {
          await write(outbox, batchOf(kill, expected));
          // Faults come before the delay that hits every call.
          simulator.clearFaults('message/send');
          simulator.addFault({ path: 'message/send', drop: kill % 2 === 0 ? 'after' : 'before', times: 2 });
          simulator.addFault({ path: 'message/send', delayMs: 20, times: 'until-cleared' });
          await pause(Math.random() * LONGEST_LIFE_MS);
          const victim = Math.floor(Math.random() * processes);
          await killed(alive[victim]);
          alive[victim] = await start(script, argument);
        }
        await allEnded(outbox);

        const states = await outbox.sql.rows<{ state: string }>(
          `SELECT DISTINCT ${tables.deliveries.state} AS "state" FROM ${tables.deliveries.table}`,
        );
        expect(states).toEqual([{ state: 'sent' }]);
        expect(textsSeen(simulator)).toEqual(expected);
        // Otherwise no kill came in the middle of anything.
        const interrupted = await rowsOf(outbox, 'attempts', `${tables.attempts.problem} = '{"kind":"interrupted"}'`);
        expect(interrupted.length).toBeGreaterThan(0);
      } finally {
        await Promise.all(alive.map(killed));
        await simulator.close();
        await sequelize.close();
        await database.drop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/** Most for one member, some for several. */
function batchOf(kill: number, expected: Map<string, string[]>) {
  return Array.from({ length: BATCH }, (_, index) => {
    const number = kill * BATCH + index;
    const members = Array.from({ length: index % 10 === 0 ? 5 : 1 }, (__, more) => memberAt((number + more) % MEMBERS));
    const content = `Message ${number}`;
    for (const member of members) expected.set(member, [...(expected.get(member) ?? []), content]);
    return { members, message: text(content) };
  });
}

/** Texts each member sees, in the order of arrival. */
function textsSeen(simulator: Simulator): Map<string, string[]> {
  const seen = new Map<string, string[]>();
  for (let index = 0; index < MEMBERS; index += 1) {
    const texts = simulator
      .inbox(memberAt(index))
      .messages.map(({ body }) => (body as unknown as { text: { content: string } }).text.content);
    if (texts.length > 0) seen.set(memberAt(index), texts);
  }
  return seen;
}

async function allEnded({ sql, tables: { deliveries: d } }: Outbox): Promise<void> {
  const until = Date.now() + ALL_SENT_MS;
  while (Date.now() < until) {
    const open = await sql.rows(`SELECT 1 FROM ${d.table} WHERE ${d.state} IN ('queued', 'sending') LIMIT 1`);
    if (open.length === 0) return;
    await pause(200);
  }
}

/** Without the compiler of the tests in it, so that a process is at work soon after it was started. */
async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'process.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  return outfile;
}

async function start(script: string, argument: string): Promise<ChildProcess> {
  const child = fork(script, [argument], { execArgv: [] });
  await once(child, 'message');
  return child;
}

async function killed(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
