import type { Dialect } from '../../packages/plugin-wecom/src/server/test-host/database';
import { startChild } from '../delivery/child';
import { closingLoad } from './closing-load';
import type { HostCommands } from './host-process';
import { load, type Load } from './load';
import { badCall, click, oversizedCall, sender, verification } from './wecom-calls';

/** What WeCom has a minute, and it may send what it held back at once (events come in bursts after an outage). */
export const RATE = 200;
const SECONDS = 20;
const VERIFICATION_SECONDS = 5;
const REPEATS = 1000;
export const HANDLER_MS = 500;
export const STORM = 10_000;
export const OVERSIZED = 200;

export interface Measured {
  verified: Load;
  posted: Load;
  repeated: Load;
  storm: Load;
  oversized: Load;
  clicks: number;
  /** Rows after the clicks and their repeats, and after the storm. */
  stored: number;
  storedAfterStorm: number;
  handled: number;
  inserts: number;
  /** Processor time of each click. */
  cpuMs: number;
  /** Memory after the storm, beyond that before it. */
  grownBytes: number;
}

/** One host on one database. */
export async function measure(dialect: Dialect): Promise<Measured> {
  const host = startChild<HostCommands>(new URL('./host-process.ts', import.meta.url), {
    nodeOptions: ['--expose-gc'],
    env: { BENCH_DIALECT: dialect },
  });
  try {
    const address = await host.call.receive(sender, HANDLER_MS);
    const list = <T>(length: number, make: (address: string, n: number) => T) =>
      Array.from({ length }, (_, n) => make(address, n));
    const verifications = list(RATE * VERIFICATION_SECONDS, verification);
    const clicks = list(RATE * SECONDS, click);
    await load(address, { method: 'GET', calls: verifications.slice(0, 50), rate: 50 }); // The first requests find nothing compiled.

    const verified = await load(address, { method: 'GET', calls: verifications, rate: RATE });
    const cpuBefore = await host.call.cpu();
    const posted = await load(address, { method: 'POST', calls: clicks, rate: RATE });
    const cpuMs = ((await host.call.cpu()) - cpuBefore) / clicks.length;
    const repeated = await load(address, { method: 'POST', calls: clicks.slice(0, REPEATS), rate: RATE });
    const { stored, handled, inserts } = await host.call.rows();

    const bad = list(1000, badCall);
    await load(address, { method: 'POST', calls: bad });
    const before = await host.call.memory();
    const [storm, oversized] = await Promise.all([
      load(address, { method: 'POST', calls: bad, amount: STORM }),
      closingLoad(address, list(OVERSIZED, oversizedCall)),
    ]);
    const grownBytes = (await host.call.memory()) - before;
    const { stored: storedAfterStorm } = await host.call.rows();
    const rows = { clicks: clicks.length, stored, storedAfterStorm, handled, inserts };
    return { verified, posted, repeated, storm, oversized, cpuMs, grownBytes, ...rows };
  } finally {
    await host.call.close().catch(() => undefined);
    await host.kill();
  }
}
