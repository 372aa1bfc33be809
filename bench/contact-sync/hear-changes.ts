import { setTimeout as wait } from 'node:timers/promises';
import type { Scene } from './scene';

/** Changes of members as they come on a busy day. */
export const STEADY = { count: 300, perSecond: 10 };
/** What WeCom had to tell after it could not for a while. */
export const BURST = 50;
/** Somebody has changed many at once in WeCom's console. */
export const FLOOD = 200;

const POLL_MS = 1000;
const LONGEST_MS = 120_000;

/** From the change in WeCom until it is in NocoBase, in milliseconds. */
export interface Delays {
  median: number;
  p99: number;
  slowest: number;
}

export interface Heard {
  steady: Delays;
  burst: Delays;
  flood: Delays;
}

/** WeCom calls for each change; what has changed is asked of WeCom then, as an event need not be the last. */
export async function hearChanges(scene: Scene): Promise<Heard> {
  await scene.wecom.tell(await scene.host.listen());
  const steady = await delays(scene, 0, STEADY.count, 1000 / STEADY.perSecond);
  const burst = await delays(scene, STEADY.count, BURST, 0);
  return { steady, burst, flood: await delays(scene, STEADY.count + BURST, FLOOD, 0) };
}

async function delays({ wecom, host }: Scene, from: number, count: number, spacingMs: number): Promise<Delays> {
  const changed = Object.entries(await wecom.changeAndTell(from, count, spacingMs));
  const giveUp = Date.now() + LONGEST_MS;
  for (;;) {
    const heard = await host.heard();
    const taken = changed.flatMap(([userid, at]) => (userid in heard ? (heard[userid] ?? 0) - at : []));
    if (taken.length === count) {
      const sorted = taken.sort((one, other) => one - other);
      const at = (share: number) => sorted[Math.ceil(share * count) - 1] ?? Number.NaN;
      return { median: at(0.5), p99: at(0.99), slowest: at(1) };
    }
    if (Date.now() > giveUp) throw new Error(`${taken.length} of ${count} changes were heard`);
    await wait(POLL_MS);
  }
}
