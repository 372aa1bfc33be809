import { createHash } from 'node:crypto';
import { createWeComClient, type AccessTokenStore, type WeComClient, type WeComLogger } from '@openwecom/client';
import type { Database, Model } from '@nocobase/database';
import { AUTH_TYPE } from '../../constants';
import { WeComAppError } from './app-error';
import { resolveSettings, type AppSettings, type SettingsContext, type StoredSettings } from './settings';
import { renderVariables } from './variables';

/** A WeCom app that can be called now. */
export interface WeComApp {
  /** Name of the authenticator it was set up with. */
  name: string;
  corpId: string;
  agentId: number;
  client: WeComClient;
  /** Address of this NocoBase, as set up for redirects and links. */
  origin?: string;
  /** All options of the authenticator, as stored: with variables, and with the secret sealed. */
  stored: Readonly<Record<string, unknown>>;
}

export interface WeComAppsOptions extends SettingsContext {
  db: Database;
  accessTokenStore: AccessTokenStore;
  logger: WeComLogger;
}

/** Settings of an authenticator, as stored. */
interface StoredOptions extends StoredSettings {
  origin?: string;
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
    const options = await this.storedOptions(name);
    const settings = resolveSettings(options, this.options);
    const origin = renderVariables(options.origin ?? '', this.options.environment).trim();
    const { corpId, agentId } = settings;
    const client = this.clientOf(name, settings);
    return { name, corpId, agentId, client, stored: { ...options }, ...(origin && { origin }) };
  }

  private async storedOptions(name: string): Promise<StoredOptions> {
    const authenticator = (await this.options.db
      .getRepository('authenticators')
      .findOne({ filter: { name } })) as Model | null;
    if (!authenticator) return this.refuse(name, 'gone');
    if (authenticator.get('authType') !== AUTH_TYPE) return this.refuse(name, 'otherType');
    if (!authenticator.get('enabled')) return this.refuse(name, 'disabled');
    return (authenticator.get('options') ?? {}) as StoredOptions;
  }

  private refuse(name: string, code: 'gone' | 'otherType' | 'disabled'): never {
    this.clients.delete(name);
    throw new WeComAppError(code, { name });
  }

  private clientOf(name: string, settings: AppSettings): WeComClient {
    const fingerprint = createHash('sha256').update(JSON.stringify(settings)).digest('base64');
    const known = this.clients.get(name);
    if (known?.fingerprint === fingerprint) return known.client;
    const { accessTokenStore, logger } = this.options;
    const client = createWeComClient({ ...settings, accessTokenStore, logger });
    this.clients.set(name, { fingerprint, client });
    return client;
  }
}
