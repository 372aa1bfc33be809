import { defineCollection } from '@nocobase/database';
import { USED_STATES_COLLECTION } from '../../constants';

/** A row for each sign-in that was finished, kept as long as its state could be presented again. Its insert is what makes it single use. */
export default defineCollection({
  name: USED_STATES_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  autoGenId: false,
  timestamps: false,
  fields: [
    /** SHA-256 of the state, in hex: the state itself is nobody's to read. */
    { name: 'hash', type: 'string', primaryKey: true, allowNull: false },
    /** Milliseconds since 1970. */
    { name: 'expiresAt', type: 'bigInt', allowNull: false, index: true },
  ],
});
