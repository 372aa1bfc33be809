import { createHash } from 'node:crypto';
import { createCallbackReceiver, type CallbackPair, type CallbackReceiver } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { WeComAppError } from '../apps/app-error';
import type { SettingsContext } from '../apps/settings';
import { openPair } from './open-pair';
import { endpointKey, listOwners, renderApp, type AppIdentity, type CallbackOwner } from './owners';
import { PairHistory, type CurrentPairs } from './pair-history';

/** An address that WeCom may call. */
export interface Endpoint {
  key: string;
  owner: CallbackOwner;
  /** Absent when the settings do not do; then `problem` says why. */
  receiver?: CallbackReceiver;
  problem?: WeComAppError;
  /** How many of the receiver's pairs are those of now; the rest are those of before a change. */
  currentPairs: number;
  /** Which app it belongs to, unless its settings do not tell. */
  app?: AppIdentity;
}

type ReadEndpoints = ReadonlyMap<string, Endpoint>;

/** Another process may have changed the settings; WeCom's console is not reached sooner than this by hand. */
const FRESH_MS = 1000;

/** How long WeCom may go on with the Token and key of before a change. */
const GRACE_MS = 10 * 60_000;

interface EndpointsOptions {
  app: Application;
  context: SettingsContext;
  now?: () => number;
}

/**
 * All callback addresses. Their settings are read at most once a second, all together: an address nobody has costs nothing more, and
 * a receiver is made anew only when its pairs, a rotated variable included, have become different.
 */
export class Endpoints {
  private known: { readAt: number; endpoints: ReadEndpoints } | undefined;
  private reading: Promise<ReadEndpoints> | undefined;
  private readonly receivers = new Map<string, { fingerprint: string; receiver: CallbackReceiver }>();
  private readonly history: PairHistory;
  private readonly now: () => number;

  constructor(private readonly options: EndpointsOptions) {
    this.now = options.now ?? (() => Date.now());
    this.history = new PairHistory({ app: options.app, sealer: options.context.sealer, graceMs: GRACE_MS });
  }

  async find(key: string): Promise<Endpoint | undefined> {
    return (await this.all()).get(key);
  }

  async all(): Promise<ReadEndpoints> {
    // Either way: clocks are set back, too.
    if (this.known && Math.abs(this.now() - this.known.readAt) < FRESH_MS) return this.known.endpoints;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** To be called when settings were saved: notices changed pairs now, from when the previous ones count for ten more minutes. */
  async reload(): Promise<void> {
    await this.reading?.catch(() => undefined); // It may have read what was there before.
    this.known = undefined;
    await this.all();
  }

  private async read(): Promise<ReadEndpoints> {
    const readAt = this.now();
    const owners = await listOwners(this.options.app.db);
    const opened = owners.map((owner) => this.open(owner));
    const current = new Map(opened.flatMap(({ endpoint: { key }, pairs }) => (pairs ? [[key, pairs] as const] : [])));
    const previous = await this.history.update(current, readAt);
    const endpoints = opened.map(({ endpoint, pairs }) =>
      pairs ? this.withReceiver(endpoint, pairs, previous.get(endpoint.key) ?? []) : endpoint,
    );
    const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
    for (const key of this.receivers.keys()) if (!byKey.has(key)) this.receivers.delete(key);
    this.known = { readAt, endpoints: byKey };
    return byKey;
  }

  private open(owner: CallbackOwner): { endpoint: Endpoint; pairs?: CurrentPairs } {
    const { context } = this.options;
    const endpoint: Endpoint = { key: endpointKey(owner), owner, currentPairs: 0 };
    try {
      endpoint.app = renderApp(owner.app, context);
      const { corpId } = endpoint.app;
      if (!corpId) throw new WeComAppError('incomplete', { fields: 'corpId' });
      return { endpoint, pairs: { corpId, pairs: owner.pairs.map((pair) => openPair(pair, corpId, context)) } };
    } catch (error) {
      if (error instanceof WeComAppError) return { endpoint: { ...endpoint, problem: error } };
      throw error;
    }
  }

  private withReceiver(endpoint: Endpoint, { corpId, pairs }: CurrentPairs, previous: CallbackPair[]): Endpoint {
    const options = { receiveId: corpId, pairs: [...pairs, ...previous] };
    const fingerprint = createHash('sha256').update(JSON.stringify(options)).digest('base64');
    const cached = this.receivers.get(endpoint.key);
    const receiver = cached?.fingerprint === fingerprint ? cached.receiver : createCallbackReceiver(options);
    this.receivers.set(endpoint.key, { fingerprint, receiver });
    return { ...endpoint, receiver, currentPairs: pairs.length };
  }
}
