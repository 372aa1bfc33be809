import { defineCollection } from '@nocobase/database';
import { DELIVERIES_COLLECTION } from '../../constants';

/**
 * A delivery is one call of `message/send`: a body and at most 1000 members. Times are in milliseconds since 1970. Its state changes in
 * `delivery/` only.
 */
export default defineCollection({
  name: DELIVERIES_COLLECTION,
  dataCategory: 'business',
  migrationRules: ['schema-only'],
  dumpRules: { group: 'log' },
  shared: true,
  timestamps: false,
  fields: [
    { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
    /** Shared by all deliveries of one notification; id of the row in the host's notification log. */
    { name: 'notificationId', type: 'string', length: 36, allowNull: false, index: true },
    /** Name of the authenticator, which names corp and agent. */
    { name: 'authenticator', type: 'string', allowNull: false },
    /** Name of the channel it was sent through; null for a test message. */
    { name: 'channelName', type: 'string' },
    /** `DeliveryState`. */
    { name: 'state', type: 'string', length: 16, allowNull: false },
    /** `WaitReason` of a queued one that is not sent at once. */
    { name: 'waitingFor', type: 'string', length: 16 },
    { name: 'msgtype', type: 'string', length: 32 },
    /** Beginning of the message, for a list. */
    { name: 'summary', type: 'string' },
    /** The request as it goes over the wire, without `agentid`. Text: JSON columns reorder, and WeCom compares byte for byte. */
    { name: 'body', type: 'text', length: 'long' },
    /** SHA-256 of the body, in hex. */
    { name: 'bodyHash', type: 'string', length: 64 },
    /** Whether the body asks for WeCom's duplicate check. Not when an equal one was sent within its interval. */
    { name: 'checked', type: 'boolean', allowNull: false, defaultValue: true },
    { name: 'memberCount', type: 'integer', allowNull: false, defaultValue: 0 },
    /** Of a card that can be answered. */
    { name: 'taskId', type: 'string', length: 128, index: true },
    /** Order in which messages were accepted: microseconds since 1970, never twice in one process; parts split off keep it. */
    { name: 'position', type: 'bigInt', allowNull: false },
    { name: 'acceptedAt', type: 'bigInt', allowNull: false, index: true },
    /** When it is to be sent, or sent again. */
    { name: 'dueAt', type: 'bigInt', allowNull: false },
    { name: 'attempts', type: 'integer', allowNull: false, defaultValue: 0 },
    /** Start of the last attempt. */
    { name: 'attemptedAt', type: 'bigInt' },
    /** Start of the first attempt whose answer is unknown: from here the duplicate check protects a repeat. */
    { name: 'unansweredSince', type: 'bigInt' },
    /** The process that sends it, and until when it may. */
    { name: 'lease', type: 'string', length: 36 },
    { name: 'leaseUntil', type: 'bigInt' },
    /** Why it failed, or failed last, as JSON (`DeliveryProblem`). */
    { name: 'problem', type: 'text' },
    /**
     * Whether the host's notification log says, or will say, how it ended. Its row begins as a success, so a delivery that is all of
     * its notification is written with true, and gets false when it is split or ends otherwise.
     */
    { name: 'logged', type: 'boolean', allowNull: false, defaultValue: false },
    /** Of one that was sent by hand to those whom an earlier one did not reach: id of that one. */
    { name: 'retryOf', type: 'bigInt' },
    // The last field: the host forgets indexes over fields that come after an indexed one.
    { name: 'finishedAt', type: 'bigInt', index: true },
  ],
  indexes: [
    { fields: ['authenticator', 'state', 'dueAt'] },
    { fields: ['authenticator', 'bodyHash', 'attemptedAt'] },
    { fields: ['logged', 'finishedAt', 'authenticator', 'dueAt', 'id'] },
  ],
});
