import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../../packages/plugin-wecom/src/server/test-host/database';
import { startChild, type Child } from './child';
import type { HostCommands } from './host-process';
import type { Arrivals, SimulatorCommands } from './simulator-process';

const { linkPlugin } = await import('../../scripts/link-plugin.mjs');

const POLL_MS = 100;

/** WeCom in a process of its own. */
export type WeCom = Child<SimulatorCommands>;

/** One process of NocoBase. */
export type HostProcess = Child<HostCommands>;

/** One NocoBase: a database, a storage folder, and any number of processes on them. */
export class Stage {
  private readonly hosts: HostProcess[] = [];
  private readonly storage = mkdtempSync(join(tmpdir(), 'openwecom-bench-'));

  private constructor(
    readonly wecom: WeCom,
    private readonly database: TestDatabase,
  ) {}

  /** A new database with the host installed, set up for this WeCom, and started once. @returns the stage and the running process */
  static async create(): Promise<{ stage: Stage; host: HostProcess }> {
    linkPlugin();
    const database = await createDatabase('postgres');
    const stage = new Stage(startChild(new URL('./simulator-process.ts', import.meta.url)), database);
    try {
      const { host } = await stage.start({ install: true });
      await host.call.setUp(await stage.wecom.call.address());
      return { stage, host };
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  async start({ install = false, env = {}, nodeOptions = [] as string[] } = {}) {
    const host = startChild<HostCommands>(new URL('./host-process.ts', import.meta.url), { env, nodeOptions });
    this.hosts.push(host);
    const { storage } = this;
    return { host, startMs: await host.call.start({ storage, database: this.database.options, install }) };
  }

  /** Waits until so many messages are in inboxes. @throws when none came for a minute */
  async arrivals(count: number): Promise<Arrivals> {
    await this.arrived(count);
    return this.wecom.call.arrivals();
  }

  /** The same, for who does not ask which. @returns how many there are */
  async arrived(count: number): Promise<number> {
    let arrived = 0;
    for (let silentSince = Date.now(); arrived < count; await sleep(POLL_MS)) {
      const now = await this.wecom.call.arrived();
      if (now > arrived) silentSince = Date.now();
      else if (Date.now() - silentSince > 60_000) throw new Error(`only ${now} of ${count} messages arrived`);
      arrived = now;
    }
    return arrived;
  }

  /** Waits until no delivery is open: all outcomes are written down. */
  async drained(host: HostProcess): Promise<void> {
    while ((await host.call.openDeliveries()) > 0) await sleep(POLL_MS / 5);
  }

  async close(): Promise<void> {
    await Promise.all([this.wecom, ...this.hosts].map((child) => child.kill()));
    await this.database.drop();
    rmSync(this.storage, { recursive: true, force: true });
  }
}

/** Runs `measure` on a stage of its own. */
export async function withStage<Result>(
  measure: (running: { stage: Stage; host: HostProcess }) => Promise<Result>,
): Promise<Result> {
  const running = await Stage.create();
  return measure(running).finally(() => running.stage.close());
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
