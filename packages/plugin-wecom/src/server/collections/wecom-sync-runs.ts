import { defineCollection } from '@nocobase/database';
import { SYNC_RUNS_COLLECTION } from '../../constants';

/** One contact sync, while it runs and after. The row is also the lease: there is one running per source. Times are in milliseconds since 1970. */
export default defineCollection({
  name: SYNC_RUNS_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Name of the sync source. */
    { name: 'source', type: 'string', allowNull: false },
    /** The source while it runs, null after: unique, so no second one begins. */
    { name: 'running', type: 'string', unique: true },
    /** Source and minute of a scheduled run: every process wants to start it, one does. */
    { name: 'slot', type: 'string', unique: true },
    /** `manual` or `schedule`. */
    { name: 'trigger', type: 'string', length: 16, allowNull: false },
    /** The host's own record of it, in `userDataSyncTasks`. */
    { name: 'taskId', type: 'bigInt' },
    /** `RunStatus`. */
    { name: 'status', type: 'string', length: 16, allowNull: false },
    /** `RunPhase`. */
    { name: 'phase', type: 'string', length: 16, allowNull: false },
    /** Departments while reading, members while writing. */
    { name: 'done', type: 'integer', allowNull: false, defaultValue: 0 },
    { name: 'total', type: 'integer', allowNull: false, defaultValue: 0 },
    /** `RunCounts`, as JSON. */
    { name: 'counts', type: 'text' },
    /** Members that could not be written, and why, as JSON (`MemberFailure[]`); the first hundred. */
    { name: 'failures', type: 'text' },
    /** Why it did not succeed, in the language of the system. */
    { name: 'reason', type: 'text' },
    /** Of status `question`: how many members would go, and of how many. */
    { name: 'leavers', type: 'integer' },
    { name: 'members', type: 'integer' },
    /** Somebody said that they may go. */
    { name: 'confirmed', type: 'boolean', allowNull: false, defaultValue: false },
    { name: 'cancelRequested', type: 'boolean', allowNull: false, defaultValue: false },
    /** Without a sign of life until then, its process is dead. */
    { name: 'leaseUntil', type: 'bigInt', allowNull: false },
    { name: 'startedAt', type: 'bigInt', allowNull: false },
    { name: 'endedAt', type: 'bigInt' },
  ],
  indexes: [{ fields: ['source', 'startedAt'] }],
});
