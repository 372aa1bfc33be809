import { createHash } from 'node:crypto';
import { createCallbackReceiver, type CallbackReceiver } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import type { PairRole } from '../../callback-status';
import type { SettingsContext } from '../apps/settings';
import { openSettings, type OpenedSettings } from './open-settings';
import { endpointKey, listOwners, type CallbackOwner } from './owners';
import type { CurrentPairs } from './pair-change';
import { PairHistory, type AcceptedPair } from './pair-history';
import { PAIR_ROLES } from './pair-roles';

/** An address that WeCom may call. */
export interface Endpoint extends Pick<OpenedSettings, 'app' | 'problems'> {
  key: string;
  owner: CallbackOwner;
  /** Absent when there is no pair to receive with; then `problems` say why. */
  receiver?: CallbackReceiver;
  /** What is known of the receiver's pairs, in its order. */
  accepted: readonly Pick<AcceptedPair, 'role' | 'isCurrent'>[];
}

type ReadEndpoints = ReadonlyMap<string, Endpoint>;

type OpenedEndpoint = OpenedSettings & Pick<Endpoint, 'key' | 'owner'>;

/** Another process may have changed the settings; WeCom's console is not reached sooner than this by hand. */
const FRESH_MS = 1000;

/** How long WeCom may go on with the Token and key of before a change. */
const GRACE_MS = 10 * 60_000;

interface EndpointsOptions {
  app: Application;
  context: SettingsContext;
  now?: () => number;
  /** The pairs of an address have become others. */
  onChange?: (key: string, roles: readonly PairRole[]) => void;
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
    const { app, context, onChange = () => undefined } = options;
    this.history = new PairHistory({ app, sealer: context.sealer, graceMs: GRACE_MS, onChange });
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
    const { app, context } = this.options;
    const owners = await listOwners(app.db);
    const opened = owners.map((owner) => ({ key: endpointKey(owner), owner, ...openSettings(owner, context) }));
    const accepted = await this.history.update(new Set(opened.map(({ key }) => key)), currentPairs(opened), readAt);
    const byKey = new Map(opened.map((one) => [one.key, this.withReceiver(one, accepted.get(one.key) ?? [])]));
    for (const key of this.receivers.keys()) if (!byKey.has(key)) this.receivers.delete(key);
    this.known = { readAt, endpoints: byKey };
    return byKey;
  }

  private withReceiver({ pairs: _, ...opened }: OpenedEndpoint, accepted: readonly AcceptedPair[]): Endpoint {
    const endpoint: Endpoint = { ...opened, accepted };
    const { app } = opened;
    if (!app || accepted.length === 0) return endpoint;
    const pairs = accepted.map(({ token, encodingAESKey }) => ({ token, encodingAESKey }));
    const options = { receiveId: app.corpId, pairs };
    const fingerprint = createHash('sha256').update(JSON.stringify(options)).digest('base64');
    const cached = this.receivers.get(endpoint.key);
    const receiver = cached?.fingerprint === fingerprint ? cached.receiver : createCallbackReceiver(options);
    this.receivers.set(endpoint.key, { fingerprint, receiver });
    return { ...endpoint, receiver };
  }
}

/** Per address; without those that cannot tell whose callbacks they are for. */
function currentPairs(opened: readonly OpenedEndpoint[]): Map<string, CurrentPairs> {
  const current = new Map<string, CurrentPairs>();
  for (const { key, owner, app, pairs } of opened) {
    const isUsable = (role: string) => pairs.some((pair) => pair.role === role);
    const unusable = PAIR_ROLES.filter((role) => owner.pairs[role] && !isUsable(role));
    if (app?.corpId) current.set(key, { corpId: app.corpId, pairs, unusable });
  }
  return current;
}
