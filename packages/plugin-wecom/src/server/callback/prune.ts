import { Op } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION } from '../../constants';
import { whileRunning } from '../once-started';
import { writeThrough } from './database';
import type { CallbackState } from './inbox';
import { reasonOf } from './reason';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Callbacks name people. Repeats come within seconds, so that handled ones are kept to look at alone; failed ones to be mended. */
const KEPT_MS: Partial<Record<CallbackState, number>> = { handled: 7 * DAY_MS, failed: 30 * DAY_MS };

/** Every process may do this: what is gone is gone. */
export function pruneCallbacks(app: Application): void {
  whileRunning(app, HOUR_MS, () => {
    forgetOldCallbacks(app).catch((error: unknown) =>
      app.logger.warn('Old WeCom callbacks stay for now', { reason: reasonOf(error) }),
    );
  });
}

export async function forgetOldCallbacks(app: Application, now = Date.now()): Promise<void> {
  for (const [state, kept] of Object.entries(KEPT_MS)) {
    const where = { state, receivedAt: { [Op.lt]: now - kept } };
    await writeThrough(app, () => app.db.getModel(CALLBACKS_COLLECTION).destroy({ where }));
  }
}
