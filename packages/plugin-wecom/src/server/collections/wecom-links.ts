import { defineCollection } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../constants';

/**
 * Who is who: which user of this NocoBase is which WeCom member, per authenticator. The host's `usersAuthenticators` cannot hold this
 * alone, because its uuid is not unique; it mirrors these rows (see auth/link-mirror.ts).
 */
export default defineCollection({
  name: LINKS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'user' },
  shared: true,
  createdAt: true,
  updatedAt: true,
  createdBy: true,
  updatedBy: true,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Name of the authenticator, which names corp and agent. */
    { name: 'authenticator', type: 'string', allowNull: false },
    /** Lower-cased: WeCom ignores the case of a userid and answers with lower-cased ones. */
    { name: 'wecomUserId', type: 'string', allowNull: false },
    { name: 'userId', type: 'bigInt', allowNull: false },
    /** The member may neither sign in here nor be notified; the user stays and may sign in another way. */
    { name: 'disabled', type: 'boolean', allowNull: false, defaultValue: false },
    // Both take their links with them.
    {
      name: 'authenticatorRecord',
      type: 'belongsTo',
      target: 'authenticators',
      foreignKey: 'authenticator',
      targetKey: 'name',
      onDelete: 'CASCADE',
    },
    { name: 'user', type: 'belongsTo', target: 'users', foreignKey: 'userId', targetKey: 'id', onDelete: 'CASCADE' },
  ],
  indexes: [
    { unique: true, fields: ['authenticator', 'wecomUserId'] },
    { unique: true, fields: ['authenticator', 'userId'] },
  ],
});
