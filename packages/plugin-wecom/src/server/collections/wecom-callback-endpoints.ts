import { defineCollection } from '@nocobase/database';
import { CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';

/** What is known about each callback address beside the settings it belongs to. Times are in milliseconds since 1970. */
export default defineCollection({
  name: CALLBACK_ENDPOINTS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    { name: 'key', type: 'string', primaryKey: true, allowNull: false },
    /** Token and EncodingAESKey it has now, sealed: so that a change is noticed, of a variable too. */
    { name: 'pairs', type: 'text' },
    /** Those it had before, sealed, each with the time it is good until. */
    { name: 'previousPairs', type: 'text' },
    /** When WeCom last verified the address, and told something, with the pair of the app; and with one of before a change. */
    { name: 'verifiedAt', type: 'bigInt' },
    { name: 'eventAt', type: 'bigInt' },
    { name: 'previousAt', type: 'bigInt' },
    /** The same with the pair of contacts sync. */
    { name: 'contactsVerifiedAt', type: 'bigInt' },
    { name: 'contactsEventAt', type: 'bigInt' },
    { name: 'contactsPreviousAt', type: 'bigInt' },
    { name: 'refusedAt', type: 'bigInt' },
    /** `RefusalReason`. */
    { name: 'refusedReason', type: 'string', length: 16 },
  ],
});
