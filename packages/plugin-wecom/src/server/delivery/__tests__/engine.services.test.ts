import { whyAbsent } from '../../test-host/database';
import { engineSuite } from '../test-engine/suite';

for (const dialect of ['postgres', 'mariadb', 'mysql'] as const) {
  const absence = await whyAbsent(dialect);
  if (!absence) engineSuite(dialect);
  else if (process.env.CI) throw new Error(`No ${dialect}: ${absence}`);
  else console.warn(`Skipped: no ${dialect} (${absence})`);
}
