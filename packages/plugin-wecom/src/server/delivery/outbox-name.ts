import { createHmac } from 'node:crypto';
import type { Sequelize } from 'sequelize';
import type { Tables } from './tables';

/**
 * Names an outbox where its processes meet: the same in each of them, wherever they run, and another one for another NocoBase, whose
 * deliveries have the same ids.
 *
 * @param hostKey of the host's encryption, which all processes have and nobody else
 */
export function outboxName(hostKey: Buffer, sequelize: Sequelize, { deliveries }: Tables): string {
  const { database } = sequelize.config as { database?: string };
  return createHmac('sha256', hostKey)
    .update(JSON.stringify([database, deliveries.table]))
    .digest('hex')
    .slice(0, 16);
}
