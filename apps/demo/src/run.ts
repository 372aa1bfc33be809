import type { DemoOptions } from './demo';
import { startDemo } from './demo';
import { guide } from './guide';

/** Runs the demo until NocoBase ends by itself; resolves to the exit code that this deserves. */
export async function run(options: DemoOptions): Promise<number> {
  const demo = await startDemo(options);
  console.log(guide(demo));
  return demo.exited;
}
