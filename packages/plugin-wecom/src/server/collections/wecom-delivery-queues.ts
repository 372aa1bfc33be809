import { defineCollection } from '@nocobase/database';
import { DELIVERY_QUEUES_COLLECTION } from '../../constants';

/**
 * One row per WeCom app that sends. Whoever claims deliveries of the app holds a lock on its row meanwhile, so that no two processes
 * count a member's messages at the same time.
 */
export default defineCollection({
  name: DELIVERY_QUEUES_COLLECTION,
  dataCategory: 'system',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    /** Name of the authenticator, which names corp and agent. */
    { name: 'authenticator', type: 'string', primaryKey: true, allowNull: false },
    /** What keeps the app from sending, as JSON (`QueueProblem`); null: it sends. */
    { name: 'problem', type: 'text' },
    { name: 'pausedAt', type: 'bigInt' },
    /** When one delivery is sent to see whether the problem is gone; null: not by itself. */
    { name: 'probeAt', type: 'bigInt' },
    { name: 'probes', type: 'integer', allowNull: false, defaultValue: 0 },
    /** Of the settings the problem was seen with, so that a change of them is noticed; it tells nothing about them. */
    { name: 'settingsFingerprint', type: 'string' },
    /** Person-times sent on `day` (WeCom's, UTC+8, `2026-11-22`). */
    { name: 'day', type: 'string' },
    { name: 'personTimes', type: 'bigInt', allowNull: false, defaultValue: 0 },
  ],
});
