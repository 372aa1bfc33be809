import { defineCollection } from '@nocobase/database';
import { DELIVERY_RECIPIENTS_COLLECTION } from '../../constants';

/** A person a delivery is for. These rows are also what pacing and order go by: WeCom's limits are per app and member. */
export default defineCollection({
  name: DELIVERY_RECIPIENTS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    { name: 'authenticator', type: 'string', allowNull: false },
    /** Lower-cased WeCom userid; null for a user without a link. */
    { name: 'member', type: 'string' },
    /** Id of the user as text; null for a member without a user. What was asked for may be no id at all. */
    { name: 'userId', type: 'string' },
    /** `RecipientOutcome`. */
    { name: 'outcome', type: 'string', length: 16, allowNull: false },
    /** Of its delivery. */
    { name: 'position', type: 'bigInt', allowNull: false },
    /** Until when this one holds back the member's later messages; null: as long as it waits. */
    { name: 'holdsUntil', type: 'bigInt' },
    /** When WeCom last may have counted a message to the member: start of a running attempt, end of an ended one. */
    { name: 'attemptedAt', type: 'bigInt' },
    /** How many attempts WeCom may have counted. */
    { name: 'sends', type: 'integer', allowNull: false, defaultValue: 0 },
    // The last field: the host forgets indexes over fields that come after an indexed one.
    { name: 'deliveryId', type: 'bigInt', allowNull: false, index: true },
  ],
  indexes: [
    { fields: ['authenticator', 'member', 'attemptedAt'] },
    { fields: ['authenticator', 'member', 'outcome', 'position'] },
    { fields: ['userId'] },
  ],
});
