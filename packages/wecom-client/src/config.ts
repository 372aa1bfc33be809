import * as v from 'valibot';
import { WeComConfigError } from './errors/config-error';
import { createMemoryAccessTokenStore, type AccessTokenStore } from './transport/access-token-store';
import type { WeComLogger } from './transport/log';
import { wait, type Wait } from './transport/wait';

/** Options of `createWeComClient`. */
export interface WeComClientOptions {
  /** Company id of the corp: Admin console > My company. */
  corpId: string;
  /** AgentId of the app, a positive integer; a string of digits is accepted too. */
  agentId: number | string;
  /** Secret of the app. */
  secret: string;
  /**
   * Where the server API is: scheme, host and, behind a proxy, a path; without `/cgi-bin`. Secrets and tokens travel in addresses, so
   * whoever runs it can read them.
   *
   * @default 'https://qyapi.weixin.qq.com'
   */
  baseUrl?: string | undefined;
  /** Makes the requests. @default globalThis.fetch */
  fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds since 1970. @default Date.now */
  now?: (() => number) | undefined;
  /** Waits between attempts. @default a timer */
  wait?: Wait | undefined;
  /** Shares access tokens between clients and processes. @default memory of this client */
  accessTokenStore?: AccessTokenStore | undefined;
  /** Told about every attempt, never about secrets or contents. @default nobody */
  logger?: WeComLogger | undefined;
  /**
   * Time for one attempt, its answer included, in milliseconds. WeCom recommends 5 to 10 s for an answer (document 90315). Node's fetch
   * gives up connecting after 10 s to 11 s: in less than that, a connection that hangs cannot be told from an answer that was lost.
   *
   * @default 15000
   */
  timeoutMs?: number | undefined;
}

/** Checked options with all defaults. */
export interface WeComClientConfig {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: Wait;
  readonly accessTokenStore: AccessTokenStore;
  readonly logger: WeComLogger;
  readonly timeoutMs: number;
}

const silent: WeComLogger = { debug: () => undefined, warn: () => undefined };

const copyFrom = {
  corpId: 'copy it from Admin console > My company, at the bottom',
  agentId: 'copy it from Admin console > Apps > the app',
  secret: 'copy it from Admin console > Apps > the app',
};

const filled = (where: string) =>
  v.pipe(v.string(`must be text; ${where}`), v.regex(/^\S+$/, `must not be empty or contain white space; ${where}`));

const isFunction = (value: unknown) => typeof value === 'function';

const hasFunctions =
  (...names: string[]) =>
  (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => isFunction((value as Record<string, unknown>)[name]));

const Options = v.object(
  {
    corpId: filled(copyFrom.corpId),
    agentId: v.pipe(
      v.union(
        [v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))],
        `must be a positive integer; ${copyFrom.agentId}`,
      ),
      v.safeInteger(`must be a positive integer; ${copyFrom.agentId}`),
      v.minValue(1, `must be a positive integer; ${copyFrom.agentId}`),
    ),
    secret: filled(copyFrom.secret),
    baseUrl: v.pipe(
      v.optional(v.string('must be an address such as https://qyapi.weixin.qq.com'), 'https://qyapi.weixin.qq.com'),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const problem = problemOfBaseUrl(dataset.value);
        if (!problem) return dataset.value.replace(/\/+$/, '');
        addIssue({ message: problem });
        return NEVER;
      }),
    ),
    fetch: v.optional(v.custom<typeof globalThis.fetch>(isFunction, 'must be a function'), () => globalThis.fetch),
    now: v.optional(v.custom<() => number>(isFunction, 'must be a function'), () => Date.now),
    wait: v.optional(v.custom<Wait>(isFunction, 'must be a function'), () => wait),
    accessTokenStore: v.optional(
      v.custom<AccessTokenStore>(hasFunctions('get', 'set', 'delete'), 'must have the functions get, set and delete'),
      createMemoryAccessTokenStore,
    ),
    logger: v.optional(
      v.custom<WeComLogger>(hasFunctions('debug', 'warn'), 'must have the functions debug and warn'),
      () => silent,
    ),
    timeoutMs: v.optional(
      v.pipe(
        v.number('must be a number of milliseconds'),
        v.minValue(1, 'must be at least 1 millisecond'),
        v.maxValue(600_000, 'must be at most 600000 milliseconds (10 minutes)'),
      ),
      15_000,
    ),
  },
  'must be given',
);

function problemOfBaseUrl(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return 'must be an address such as https://qyapi.weixin.qq.com';
  const { protocol, username, password, search, hash, pathname, origin } = new URL(baseUrl);
  if (protocol !== 'https:' && protocol !== 'http:')
    return 'must begin with https:// (or http:// for a private server)';
  if (username || password) return 'must not contain a user name or password';
  const corrected = `${origin}${pathname.replace(/\/cgi-bin(\/.*)?$/, '').replace(/\/+$/, '')}`;
  if (search || hash) return `must not have a query or fragment; use ${corrected}`;
  return /\/cgi-bin(\/|$)/.test(pathname) ? `must not contain /cgi-bin; use ${corrected}` : undefined;
}

/** @throws {WeComConfigError} that names every problem and the value of no secret */
export function resolveConfig(options: WeComClientOptions): WeComClientConfig {
  const result = v.safeParse(Options, options ?? {});
  if (result.success) return Object.freeze(result.output);
  throw new WeComConfigError(result.issues.map((issue) => `"${v.getDotPath(issue) ?? 'options'}" ${messageOf(issue)}`));
}

/** A missing key is reported by the object and not by its field. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  const option = v.getDotPath(issue);
  const isRequired = option === 'corpId' || option === 'agentId' || option === 'secret';
  return isRequired && issue.input === undefined ? `is missing; ${copyFrom[option]}` : issue.message;
}
