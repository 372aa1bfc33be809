import { Op } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION } from '../../constants';
import { writeThrough } from './database';
import type { CallbackState } from './inbox';
import { reasonOf } from './reason';

const DAY_MS = 86_400_000;

/** Callbacks name people. Repeats come within seconds, so that handled ones are kept to look at alone; failed ones to be mended. */
const KEPT_MS: Partial<Record<CallbackState, number>> = { handled: 7 * DAY_MS, failed: 30 * DAY_MS };

/** Every process may do this: what is gone is gone. */
export function pruneCallbacks(app: Application): void {
  app.cronJobManager.addJob({
    cronTime: '30 7 * * * *',
    onTick: () => {
      forgetOldCallbacks(app).catch((error: unknown) =>
        app.logger.warn('Old WeCom callbacks stay for now', { reason: reasonOf(error) }),
      );
    },
  });
}

async function forgetOldCallbacks(app: Application): Promise<void> {
  for (const [state, kept] of Object.entries(KEPT_MS)) {
    const where = { state, receivedAt: { [Op.lt]: Date.now() - kept } };
    await writeThrough(app, () => app.db.getModel(CALLBACKS_COLLECTION).destroy({ where }));
  }
}
