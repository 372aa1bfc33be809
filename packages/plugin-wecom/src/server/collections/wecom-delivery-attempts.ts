import { defineCollection } from '@nocobase/database';
import { DELIVERY_ATTEMPTS_COLLECTION } from '../../constants';

/** What became of one attempt to send a delivery. Written when it ended, or when it is found that its process did not end it. */
export default defineCollection({
  name: DELIVERY_ATTEMPTS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'deliveryId', type: 'bigInt', allowNull: false, index: true },
    /** From 1. */
    { name: 'number', type: 'integer', allowNull: false },
    { name: 'startedAt', type: 'bigInt', allowNull: false },
    { name: 'endedAt', type: 'bigInt', allowNull: false },
    /** `AttemptResult`. */
    { name: 'result', type: 'string', length: 16, allowNull: false },
    /** Why not accepted, as JSON (`DeliveryProblem`). */
    { name: 'problem', type: 'text' },
    /** Recalls the message within 24 hours. */
    { name: 'msgid', type: 'string' },
    /** Updates the card once within 72 hours. */
    { name: 'responseCode', type: 'string' },
  ],
});
