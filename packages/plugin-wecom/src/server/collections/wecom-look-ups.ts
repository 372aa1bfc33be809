import { defineCollection } from '@nocobase/database';
import { LOOK_UPS_COLLECTION } from '../../constants';

/** A phone number or mail address WeCom was asked about. WeCom blocks an app that asks for too many it does not know. */
export default defineCollection({
  name: LOOK_UPS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Corp and agent that were asked with: WeCom counts by app, whichever source it was. */
    { name: 'app', type: 'string', allowNull: false },
    /** SHA-256 of kind and value, in hex: the value itself is in the user's record and need not be here too. */
    { name: 'hash', type: 'string', length: 64, allowNull: false },
    /** Lower-cased userid; null: WeCom knows nobody, or has not answered. */
    { name: 'wecomUserId', type: 'string', length: 64 },
    { name: 'answered', type: 'boolean', allowNull: false, defaultValue: false },
    /** Milliseconds since 1970. */
    { name: 'askedAt', type: 'bigInt', allowNull: false },
  ],
  indexes: [{ unique: true, fields: ['app', 'hash'] }],
});
