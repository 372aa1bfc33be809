import { Op } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION, CARD_REPLIES_COLLECTION } from '../../constants';
import { daysKeptFrom } from '../delivery/retention';
import { whileRunning } from '../once-started';
import { writeThrough } from './write-through';
import type { CallbackState } from './inbox';
import { reasonOf } from './reason';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Callbacks name people. Repeats come within seconds, so that handled ones are kept to look at alone; failed ones to be mended. */
const KEPT_MS: Partial<Record<CallbackState, number>> = { handled: 7 * DAY_MS, failed: 30 * DAY_MS };

/** Every process may do this: what is gone is gone. */
export function pruneCallbacks(app: Application): void {
  const days = daysKeptFrom(process.env.WECOM_KEEP_DELIVERIES_DAYS);
  whileRunning(app, HOUR_MS, () => {
    forgetOldCallbacks(app)
      .then(() => forgetOldReplies(app, days))
      .catch((error: unknown) => app.logger.warn('Old WeCom callbacks stay for now', { reason: reasonOf(error) }));
  });
}

/** Clicks on cards stay as long as the deliveries they belong to. */
export async function forgetOldReplies(app: Application, days: number, now = Date.now()): Promise<void> {
  const where = { repliedAt: { [Op.lt]: now - days * DAY_MS } };
  await writeThrough(app, () => app.db.getModel(CARD_REPLIES_COLLECTION).destroy({ where }));
}

export async function forgetOldCallbacks(app: Application, now = Date.now()): Promise<void> {
  for (const [state, kept] of Object.entries(KEPT_MS)) {
    const where = { state, receivedAt: { [Op.lt]: now - kept } };
    await writeThrough(app, () => app.db.getModel(CALLBACKS_COLLECTION).destroy({ where }));
  }
}
