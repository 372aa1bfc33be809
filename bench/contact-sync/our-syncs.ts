import type { Cost } from './cost';
import { CORP } from './corp-size';
import { onScene, type Scene } from './scene';
import { hearChanges } from './hear-changes';

/** A sync, with the calls it made. */
export interface CountedCost extends Cost {
  calls: number;
}

export async function countedSync({ wecom, host }: Scene): Promise<CountedCost> {
  await wecom.calls();
  const cost = await host.sync();
  return { ...cost, calls: await wecom.calls() };
}

/** A corp that is read for the first time, again, and with some changes; then it tells of changes by itself. */
async function measure(scene: Scene) {
  const first = await countedSync(scene);
  const unchanged = await countedSync(scene);
  await scene.wecom.change();
  const changed = await countedSync(scene);
  return { first, unchanged, changed, heard: await hearChanges(scene) };
}

let syncs: ReturnType<typeof measure> | undefined;

/** Measured once, for all tables. */
export const ourSyncs = () => (syncs ??= onScene(CORP, {}, measure));
