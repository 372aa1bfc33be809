import { createHash } from 'node:crypto';
import { Op, type Database } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { USED_STATES_COLLECTION } from '../../../constants';
import { isUniqueViolation } from '../../database-errors';
import { whileRunning } from '../../once-started';
import { oneWriter } from '../../one-writer';
import type { Attempt } from './attempt';
import { SignInError } from './sign-in-error';

const TEN_MINUTES_MS = 600_000;

/**
 * Spends a state: of any number of requests, in any number of processes, the one whose row goes in. One statement.
 *
 * @throws {SignInError} `stateInvalid` when it was spent before
 */
export async function spendState(app: Application, { state, expiresAt }: Attempt): Promise<void> {
  const hash = createHash('sha256').update(state).digest('hex');
  try {
    await oneWriter(app, () => app.db.getModel(USED_STATES_COLLECTION).create({ hash, expiresAt }));
  } catch (error) {
    throw isUniqueViolation(error) ? new SignInError('stateInvalid') : error;
  }
}

/** Every process may do this: what is gone is gone. */
export function pruneUsedStates(app: Application): void {
  whileRunning(app, TEN_MINUTES_MS, () => {
    oneWriter(app, () => forgetExpiredStates(app.db)).catch((error: unknown) =>
      app.logger.warn('Used states stay for now', { error }),
    );
  });
}

/** An expired state is refused without being looked up. */
export async function forgetExpiredStates(db: Database): Promise<void> {
  await db.getModel(USED_STATES_COLLECTION).destroy({ where: { expiresAt: { [Op.lt]: Date.now() } } });
}
