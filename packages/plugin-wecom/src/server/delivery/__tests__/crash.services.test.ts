import { whyAbsent } from '../../test-host/database';
import { crashSuite } from '../test-engine/crash/crash';

for (const { dialect, processes } of [
  { dialect: 'postgres', processes: 1 },
  { dialect: 'postgres', processes: 2 },
  { dialect: 'mariadb', processes: 1 },
] as const) {
  const absence = await whyAbsent(dialect);
  if (!absence) crashSuite(dialect, { processes });
  else if (process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  else console.warn(`Skipped: no ${dialect} (${absence})`);
}
