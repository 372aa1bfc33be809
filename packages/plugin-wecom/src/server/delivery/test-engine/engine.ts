import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSimulator, generateSeed, type Simulator, type SimulatorOptions } from '@openwecom/simulator';
import type { Sequelize } from 'sequelize';
import type { DeliveryEngineOptions, DeliveryLogger, SendingApp } from '../engine';
import type { Dialect } from '../../test-host/database';
import { createEngine, type SteppedEngine } from '../engine/create-engine';
import { createOneWriter } from '../one-writer';
import type { Outbox } from '../outbox';
import { Sql } from '../sql';
import { connect, createOutboxDatabase } from './outbox-database';
import { openerOf, simulatedApps } from './simulated-apps';
import { clear, rowsOf, write, type Row, type Writing } from './written';

/** A clock that a test turns by hand. */
export interface Clock {
  now: () => number;
  turn: (ms: number) => void;
}

/** At noon in China, so that no test begins beside midnight. */
export function handTurnedClock(start = Date.UTC(2026, 10, 22, 4)): Clock {
  let time = start;
  return { now: () => time, turn: (ms) => void (time += ms) };
}

export interface TestEngineOptions {
  /** Members of the corp: `m000001` and so on. @default 1000 */
  members?: number;
  limits?: SimulatorOptions['limits'];
}

/** An engine on a real database that sends to a simulator, all by one clock that is turned by hand. */
export interface TestEngine {
  /** Not started: it works when it is told to. */
  readonly engine: SteppedEngine;
  simulator: Simulator;
  sequelize: Sequelize;
  outbox: Outbox;
  clock: Clock;
  /** Apps by name: `wecom` is the first agent of the simulator, `wecom2` the second. A test may change them. */
  apps: Map<string, SendingApp | Error>;
  /** What the engine told, one text a line. */
  logged: string[];
  /** Another engine on the same database, as another process would have. */
  another: (options?: Partial<DeliveryEngineOptions>) => SteppedEngine;
  /** Nothing is written or sent, the apps are in order, and there is a new engine. */
  fresh: (options?: Partial<DeliveryEngineOptions>) => Promise<void>;
  write: (...writings: Writing[]) => Promise<number[]>;
  rows: (table: keyof Outbox['tables']) => Promise<Row[]>;
  /** Turns the clock and sends what is due then. */
  after: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}

export const memberAt = (index: number): string => `m${String(index + 1).padStart(6, '0')}`;

export const membersTo = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, index) => memberAt(first + index));

/** For what happens by itself, and soon. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export async function createTestEngine(
  dialect: Dialect,
  { members = 1000, limits = {} }: TestEngineOptions = {},
): Promise<TestEngine> {
  const clock = handTurnedClock();
  const { now } = clock;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'openwecom-outbox-'));
  const database = await createOutboxDatabase(dialect, path.join(folder, 'outbox.sqlite'));
  const { sequelize, tables } = connect(database.options);
  const simulator = await createSimulator({ seed: generateSeed({ members }), now, limits });
  const logged: string[] = [];
  const log = (message: string, details: object) => void logged.push(`${message} ${JSON.stringify(details)}`);
  const logger: DeliveryLogger = { debug: log, info: log, warn: log, error: log };
  const oneWriter = createOneWriter(sequelize);
  const outbox: Outbox = { sql: new Sql(sequelize, oneWriter), tables, now, random: () => 0 };
  const apps: TestEngine['apps'] = new Map();
  const openApp = openerOf(apps);
  const another = (overrides: Partial<DeliveryEngineOptions> = {}) =>
    createEngine({ sequelize, tables, oneWriter, logger, now, random: () => 0, openApp, ...overrides });
  let engine = another();
  return {
    get engine() {
      return engine;
    },
    simulator,
    sequelize,
    outbox,
    clock,
    apps,
    logged,
    another,
    async fresh(options) {
      await engine.stop();
      await clear(outbox);
      simulator.reset();
      logged.length = 0;
      apps.clear();
      for (const [name, app] of simulatedApps(simulator, { now })) apps.set(name, app);
      engine = another(options);
    },
    write: (...writings) => write(outbox, writings),
    rows: (table) => rowsOf(outbox, table),
    async after(ms) {
      clock.turn(ms);
      await engine.sendDue();
    },
    async close() {
      await engine.stop();
      await simulator.close();
      await sequelize.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
