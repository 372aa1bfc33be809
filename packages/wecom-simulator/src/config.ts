import * as v from 'valibot';
import { SimulatorConfigError } from './config-error';
import { schemaIssues } from './schema-issues';
import type { SeedInput } from './seed';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const limitsSchema = v.strictObject({
  /** Calls of one API in a minute and in an hour, all agents of the corp together (document 90312). Not `message/send`. */
  apiPerMinute: v.optional(count, 10_000),
  apiPerHour: v.optional(count, 150_000),
  /** Messages of one app to one member; what exceeds them is dropped without an error (document 90312). */
  memberPerMinute: v.optional(count, 30),
  memberPerHour: v.optional(count, 1000),
  /** Wrong secrets from one address before `gettoken` blocks it for an hour. WeCom does not publish its number. */
  wrongSecrets: v.optional(count, 10),
  /** Members in one answer of `user/list` and `user/simplelist`; 45029 beyond. WeCom does not publish its number. */
  listedMembers: v.optional(count, 10_000),
  /**
   * Look-ups by mobile or mail that find nobody, of one app, before it is blocked from them for a day. A fifth of the corp when
   * absent, and at least ten (document 95402).
   */
  missedLookUps: v.exactOptional(count),
  /** Calls of one API at the same time, all agents of the corp together; 45033 beyond. No limit when absent. */
  concurrentCalls: v.exactOptional(count),
});

export type Limits = v.InferOutput<typeof limitsSchema>;

const callbacksSchema = v.strictObject({
  /** Real milliseconds for the answer to a callback, and between the beginnings of two attempts (document 90930). */
  timeoutMs: v.optional(count, 5000),
  /** Real milliseconds for the answer when an address is saved. */
  verifyTimeoutMs: v.optional(count, 1000),
  attempts: v.optional(count, 3),
  repeatRefused: v.optional(v.boolean(), true),
});

const keepSchema = v.strictObject({
  calls: v.optional(count, 2000),
  /** One message to one member is one delivery. */
  deliveries: v.optional(count, 20_000),
  callbacks: v.optional(count, 2000),
});

const optionsSchema = v.strictObject({
  seed: v.exactOptional(
    v.custom<SeedInput>((value) => typeof value === 'object' && value !== null, 'must be an object'),
  ),
  port: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be 0 to 65535'),
      v.maxValue(65_535, 'must be 0 to 65535'),
    ),
    0,
  ),
  host: v.optional(v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty')), '127.0.0.1'),
  limits: v.optional(limitsSchema, {}),
  keep: v.optional(keepSchema, {}),
  callbacks: v.optional(callbacksSchema, {}),
  now: v.optional(
    v.custom<() => number>((value) => typeof value === 'function', 'must be a function'),
    () => Date.now,
  ),
});

/**
 * Options of `createSimulator`, all optional.
 *
 * - `seed`: the corp to simulate; default: `acme`
 * - `port`: 0 (the default) takes a free one
 * - `host`: address to listen on, `127.0.0.1` by default
 * - `limits`: smaller numbers than WeCom's, to reach a limit quickly in a test
 * - `keep`: how many `calls` (2000), `callbacks` (2000) and `deliveries` (20000; one message to one member is one) stay in memory
 * - `callbacks`: `timeoutMs` (5000), `verifyTimeoutMs` (1000), `attempts` (3), and `repeatRefused` (true): whether an answer other than
 *   HTTP 200 is repeated as well, on which WeCom's documents disagree
 * - `now`: source of the clock in milliseconds, `Date.now` by default
 */
export type SimulatorOptions = v.InferInput<typeof optionsSchema>;
export type SimulatorConfig = Readonly<v.InferOutput<typeof optionsSchema>>;

/** @throws {SimulatorConfigError} listing every wrong option */
export function parseOptions(options: unknown): SimulatorConfig {
  const result = v.safeParse(optionsSchema, options);
  if (!result.success) throw new SimulatorConfigError('The simulator cannot start', schemaIssues(result.issues));
  return result.output;
}

/** What is kept in memory besides what `keep` says; the oldest goes first. */
export const capacity = {
  mediaBytes: 100 * 1024 * 1024,
  duplicateChecks: 100_000,
  /** OAuth codes, and as many user tickets. */
  oauthCodes: 10_000,
} as const;
