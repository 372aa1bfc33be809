import { readdirSync, readFileSync } from 'node:fs';

/** Of `/proc`: Linux counts in hundredths of a second for whoever reads it. */
const TICK_MS = 10;

/** Places in `/proc/<pid>/stat`, behind the name: user and system time, own and of children that have ended. */
const TIMES = { first: 11, count: 4 };

/**
 * CPU time of all PostgreSQL processes of this machine so far.
 *
 * @returns milliseconds; undefined where there are none, or no `/proc`
 */
export function postgresCpuMs(): number | undefined {
  const stats = folders().flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    return stat.includes(' (postgres) ') ? [stat] : [];
  });
  if (stats.length === 0) return undefined;
  return stats.reduce((sum, stat) => sum + ticksOf(stat) * TICK_MS, 0);
}

function ticksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(TIMES.first, TIMES.first + TIMES.count).reduce((sum, field) => sum + Number(field), 0);
}

function folders(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
