import { createHash } from 'node:crypto';
import { createWeComClient, type AccessTokenStore, type WeComClient, type WeComLogger } from '@openwecom/client';
import { AUTH_TYPE } from '../../constants';
import { WeComAppError } from './app-error';
import type { FindAuthenticator } from './authenticators';
import { resolveSettings, type AppSettings, type SettingsContext, type StoredSettings } from './settings';
import { renderVariables } from './variables';

/** A WeCom app that can be called now. */
export interface WeComApp {
  /** Name of the authenticator it was set up with. */
  name: string;
  corpId: string;
  agentId: number;
  client: WeComClient;
  /** Another one as soon as any setting the client is made of is another; it tells nothing about them. */
  fingerprint: string;
  /** Accounts of the corp, which limit how many people the app can send to in a day; if they are known. */
  accountCap?: number;
  /** Address of this NocoBase, as set up for redirects and links. */
  origin?: string;
  /** All options of the authenticator, as stored: with variables, and with the secret sealed. */
  stored: Readonly<Record<string, unknown>>;
}

export interface WeComAppsOptions extends SettingsContext {
  findAuthenticator: FindAuthenticator;
  accessTokenStore: AccessTokenStore;
  logger: WeComLogger;
}

/** Settings of an authenticator, as stored. */
interface StoredOptions extends StoredSettings {
  origin?: string;
  accountCap?: string | number;
}

/**
 * The WeCom apps that are set up as authenticators, by name. There is one client for each, made anew when anything in its settings
 * has become different, a rotated variable included.
 */
export class WeComApps {
  private readonly clients = new Map<string, { fingerprint: string; client: WeComClient }>();

  constructor(private readonly options: WeComAppsOptions) {}

  /**
   * Reads the authenticator's row on each use: what the host has in its cache is rendered with the variables of yesterday.
   *
   * @throws {WeComAppError} when there is none of this name, when it is disabled or of another type, or its settings do not do
   */
  async open(name: string | undefined): Promise<WeComApp> {
    if (!name) throw new WeComAppError('notChosen');
    const stored = await this.storedSettings(name);
    const settings = resolveSettings(stored, this.options);
    const render = (value: string | number | undefined) =>
      renderVariables(String(value ?? ''), this.options.environment).trim();
    const origin = render(stored.origin);
    const accountCap = Math.floor(Number(render(stored.accountCap)));
    const { corpId, agentId } = settings;
    return {
      name,
      corpId,
      agentId,
      ...this.clientOf(name, settings),
      stored: { ...stored },
      ...(origin && { origin }),
      ...(accountCap > 0 && { accountCap }),
    };
  }

  /**
   * A client for settings that are stored elsewhere, such as in a sync source, and which app it calls as.
   *
   * @param key tells it from the names of authenticators and from other clients
   * @throws {WeComAppError} when the settings do not do
   */
  openSettings(key: string, stored: StoredSettings): Pick<WeComApp, 'client' | 'corpId' | 'agentId'> {
    const settings = resolveSettings(stored, this.options);
    const { corpId, agentId } = settings;
    return { client: this.clientOf(key, settings).client, corpId, agentId };
  }

  /** @throws {WeComAppError} `gone`, `otherType`, `disabled` */
  async storedSettings(name: string): Promise<StoredOptions> {
    const authenticator = await this.options.findAuthenticator(name);
    if (!authenticator) return this.refuse(name, 'gone');
    if (authenticator.authType !== AUTH_TYPE) return this.refuse(name, 'otherType');
    if (!authenticator.enabled) return this.refuse(name, 'disabled');
    return authenticator.options;
  }

  private refuse(name: string, code: 'gone' | 'otherType' | 'disabled'): never {
    this.clients.delete(name);
    throw new WeComAppError(code, { name });
  }

  private clientOf(key: string, settings: AppSettings): Pick<WeComApp, 'client' | 'fingerprint'> {
    // The secret is random, so a hash of it tells nothing.
    const fingerprint = createHash('sha256').update(JSON.stringify(settings)).digest('base64');
    const known = this.clients.get(key);
    if (known?.fingerprint === fingerprint) return known;
    const { accessTokenStore, logger } = this.options;
    const made = { fingerprint, client: createWeComClient({ ...settings, accessTokenStore, logger }) };
    this.clients.set(key, made);
    return made;
  }
}
