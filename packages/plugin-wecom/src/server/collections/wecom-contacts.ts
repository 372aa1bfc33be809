import { defineCollection } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../constants';

/**
 * What a sync source knows of each member and department: who it is here, and a fingerprint of what was last written, so that a sync
 * which finds nothing new reads one short row for each and writes none. The host's `userDataSyncRecords` is kept in step.
 */
export default defineCollection({
  name: CONTACTS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'third-party' },
  shared: true,
  createdAt: true,
  updatedAt: true,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Name of the sync source. */
    { name: 'source', type: 'string', allowNull: false },
    /** `member` or `department`. */
    { name: 'kind', type: 'string', length: 16, allowNull: false },
    /** Lower-cased userid, or department id. */
    { name: 'key', type: 'string', length: 64, allowNull: false },
    /** As WeCom names it; empty where the secret may not read names. */
    { name: 'name', type: 'string' },
    /** Id of the user or department here, as text. */
    { name: 'target', type: 'string', length: 32 },
    /** Id in `userDataSyncRecords`. */
    { name: 'recordId', type: 'bigInt' },
    /** Of what was last written; null: to be written again. */
    { name: 'fingerprint', type: 'string', length: 32 },
    /** When WeCom began to be asked for what was last written, in milliseconds since 1970: what was asked for earlier is no news. */
    { name: 'readAt', type: 'bigInt' },
    /** When what the last event said happened, in milliseconds since 1970: only where WeCom may not be asked. */
    { name: 'toldAt', type: 'bigInt' },
    /** `ContactState`. */
    { name: 'state', type: 'string', length: 16, allowNull: false },
    /** Why a person has to decide, or what could not be written, as JSON (`Conflict`). */
    { name: 'conflict', type: 'text' },
    /** When a sync first missed it, in milliseconds since 1970. */
    { name: 'leftAt', type: 'bigInt' },
    /** `LeaverChoice` that was applied then. */
    { name: 'leftAs', type: 'string', length: 16 },
  ],
  indexes: [{ unique: true, fields: ['source', 'kind', 'key'] }, { fields: ['source', 'state'] }],
});
