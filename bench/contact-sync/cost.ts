import { setTimeout as wait } from 'node:timers/promises';
import type { Application } from '@nocobase/server';

/** What one sync took. */
export interface Cost {
  elapsedMs: number;
  statements: number;
  /** Statements that write users, departments, or who is in which. */
  writes: number;
  /** Largest resident set while it ran, above that of the process at rest. */
  peakBytes: number;
}

export const MB = 1024 * 1024;

const SAMPLE_EVERY_MS = 50;
/** PostgreSQL does so by itself once a minute, unless its `autovacuum` is off, as it often is where tests run. */
const ANALYZE = 'ANALYZE';
const ANALYZE_EVERY_MS = 60_000;
const WRITE = /^(INSERT INTO|UPDATE|DELETE FROM) "(users|departments|departmentsUsers)"/;

const CALM_ROUNDS = 5;
const ROUND_MS = 500;

/**
 * Measures the syncs of one process.
 *
 * @param atRest what its memory is compared with: always the same, or what one sync leaves behind would be free for the next
 */
export class Meter {
  private statements = 0;
  private writes = 0;

  constructor(
    private readonly app: Application,
    private readonly atRest: number,
  ) {
    // With `logging` Sequelize would build each statement once more.
    app.db.sequelize.addHook('afterQuery', (...[, query]: unknown[]) => {
      const { sql = '' } = query as { sql?: string };
      if (sql === ANALYZE) return;
      this.statements += 1;
      if (WRITE.test(sql)) this.writes += 1;
    });
  }

  async measure(sync: () => Promise<void>): Promise<Cost> {
    Object.assign(this, { statements: 0, writes: 0 });
    const highBefore = highWater();
    let peak = process.memoryUsage.rss();
    const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_EVERY_MS);
    const analyzer = setInterval(() => void this.app.db.sequelize.query(ANALYZE), ANALYZE_EVERY_MS);
    const began = performance.now();
    try {
      await sync();
    } finally {
      clearInterval(sampler);
      clearInterval(analyzer);
    }
    const elapsedMs = performance.now() - began;
    // What samples may miss, if it was more than ever before in this process.
    const high = highWater();
    if (high > highBefore) peak = Math.max(peak, high);
    const { statements, writes } = this;
    return { elapsedMs, statements, writes, peakBytes: Math.max(0, peak - this.atRest) };
  }
}

/** Largest resident set since the process began, in bytes. */
const highWater = () => process.resourceUsage().maxRSS * 1024;

/** What the process holds at rest: after garbage is gone, and what it held was given back. Needs `--expose-gc`. */
export async function memoryAtRest(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let calm = 0; calm < CALM_ROUNDS; calm += 1) {
    globalThis.gc?.();
    await wait(ROUND_MS);
    const now = process.memoryUsage.rss();
    if (now < least - MB) calm = 0;
    least = Math.min(least, now);
  }
  return least;
}
