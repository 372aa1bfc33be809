import * as v from 'valibot';
import { SimulatorConfigError } from './config-error';
import { schemaIssues, type SeedInput } from './seed';

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
});

export type Limits = v.InferOutput<typeof limitsSchema>;

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

/** How much the simulator keeps in memory; the oldest goes first. */
export const capacity = {
  calls: 2000,
  /** One message to one member is one delivery. */
  deliveries: 20_000,
  mediaBytes: 100 * 1024 * 1024,
  duplicateChecks: 100_000,
  /** OAuth codes, and as many user tickets. */
  oauthCodes: 10_000,
} as const;
