import { defineCollection } from '@nocobase/database';
import { CALLBACKS_COLLECTION } from '../../constants';

/**
 * What WeCom has told us. A callback is here before WeCom is answered `success`, so that nothing told is lost; handled ones stay for
 * some days. Times are in milliseconds since 1970.
 */
export default defineCollection({
  name: CALLBACKS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Key of the address it came to. */
    { name: 'endpoint', type: 'string', allowNull: false },
    /** SHA-256 in hex; the same for all repeats of one callback, and never for two. */
    { name: 'hash', type: 'string', length: 64, allowNull: false },
    /** Decrypted. */
    { name: 'xml', type: 'text', length: 'medium', allowNull: false },
    /** `Lane`. */
    { name: 'lane', type: 'string', length: 16, allowNull: false, defaultValue: 'others' },
    /** `CallbackState`. */
    { name: 'state', type: 'string', length: 16, allowNull: false },
    { name: 'receivedAt', type: 'bigInt', allowNull: false },
    /** When it may be handled, or handled again; while it is being handled, when its process is taken for dead. */
    { name: 'dueAt', type: 'bigInt', allowNull: false },
    /** Who handles it at the moment. */
    { name: 'lease', type: 'string', length: 36, index: true },
    { name: 'attempts', type: 'integer', allowNull: false, defaultValue: 0 },
    { name: 'handledAt', type: 'bigInt' },
    /** Why it was not handled, the last time. */
    { name: 'problem', type: 'text' },
  ],
  indexes: [
    { unique: true, fields: ['endpoint', 'hash'] },
    { fields: ['state', 'lane', 'dueAt'] },
    { fields: ['state', 'receivedAt'] },
  ],
});
