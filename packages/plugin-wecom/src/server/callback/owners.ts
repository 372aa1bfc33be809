import type { Database, Model } from '@nocobase/database';
import { AUTH_TYPE, SYNC_TYPE } from '../../constants';
import type { SettingsContext } from '../apps/settings';
import { renderVariables } from '../apps/variables';

/** Whose settings hold a Token and an EncodingAESKey. */
export type OwnerKind = 'authenticator' | 'source';

/** As stored: sealed, or a variable. */
export interface StoredPair {
  token?: string;
  encodingAESKey?: string;
}

/** Which WeCom app is meant. */
export interface AppIdentity {
  corpId: string;
  agentId: string;
}

/** Settings that receive callbacks. */
export interface CallbackOwner {
  kind: OwnerKind;
  name: string;
  /** May hold variables. */
  app: AppIdentity;
  /** A sync source may have a second one: WeCom's contacts sync has a Token and a key of its own. */
  pairs: StoredPair[];
}

export const OWNER_COLLECTIONS: Readonly<Record<OwnerKind, string>> = {
  authenticator: 'authenticators',
  source: 'userDataSyncSources',
};

const PREFIXES: Readonly<Record<OwnerKind, string>> = { authenticator: 'auth-', source: 'sync-' };

/** The last part of an owner's address, such as `auth-wecom`. */
export const endpointKey = ({ kind, name }: Pick<CallbackOwner, 'kind' | 'name'>): string => PREFIXES[kind] + name;

/** Whose address has this last part. */
export function ownerOfKey(key: string): Pick<CallbackOwner, 'kind' | 'name'> {
  const kind: OwnerKind = key.startsWith(PREFIXES.source) ? 'source' : 'authenticator';
  return { kind, name: key.slice(PREFIXES[kind].length) };
}

/** Where WeCom calls, below the address of the API: `openwecom:callback/auth-wecom`. */
export const endpointPath = (key: string): string => `openwecom:callback/${encodeURIComponent(key)}`;

/** What matters here of the options of both kinds. */
interface StoredOptions extends StoredPair {
  corpId?: unknown;
  agentId?: unknown;
  /** Of an authenticator. */
  callback?: (StoredPair & { enabled?: boolean }) | null;
  /** Of a sync source: Company ID and AgentId are those of `authenticator`. */
  useAuthenticator?: boolean;
  authenticator?: string;
  contactsToken?: string;
  contactsEncodingAESKey?: string;
}

interface Row {
  name: string;
  enabled: boolean;
  options: StoredOptions;
}

/** All that receive callbacks: enabled authenticators with callbacks enabled, and enabled sync sources with a Token or a key. */
export async function listOwners(db: Database): Promise<CallbackOwner[]> {
  const [authenticators, sources] = await Promise.all([
    rowsOf(db, 'authenticator', { authType: AUTH_TYPE }),
    rowsOf(db, 'source', { sourceType: SYNC_TYPE }),
  ]);
  return [
    ...authenticators.filter(({ enabled }) => enabled).flatMap(ofAuthenticator),
    ...sources.filter(({ enabled }) => enabled).flatMap((row) => ofSource(row, authenticators)),
  ];
}

async function rowsOf(db: Database, kind: OwnerKind, where: Record<string, string>): Promise<Row[]> {
  const collection = OWNER_COLLECTIONS[kind];
  if (!db.hasCollection(collection)) return []; // Its plugin can be missing.
  const rows = await db.getModel<Model>(collection).findAll({ where, attributes: ['name', 'enabled', 'options'] });
  return rows.map((row) => ({
    name: row.get('name') as string,
    enabled: row.get('enabled') === true,
    options: (row.get('options') ?? {}) as StoredOptions,
  }));
}

function ofAuthenticator({ name, options }: Row): CallbackOwner[] {
  const { callback } = options;
  return callback?.enabled ? [{ kind: 'authenticator', name, app: appOf(options), pairs: [callback] }] : [];
}

function ofSource({ name, options }: Row, authenticators: readonly Row[]): CallbackOwner[] {
  const { contactsToken, contactsEncodingAESKey } = options;
  const pairs = [options, { token: contactsToken, encodingAESKey: contactsEncodingAESKey }] as StoredPair[];
  const filled = pairs.filter(({ token, encodingAESKey }) => token || encodingAESKey);
  const shared = options.useAuthenticator && authenticators.find((row) => row.name === options.authenticator);
  return filled.length > 0
    ? [{ kind: 'source', name, app: appOf(shared ? shared.options : options), pairs: filled }]
    : [];
}

/** Which WeCom app settings name; they may hold variables, and numbers when they were written through the API. */
export function appOf({ corpId, agentId }: { corpId?: unknown; agentId?: unknown }): AppIdentity {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');
  return { corpId: text(corpId), agentId: text(agentId) };
}

/**
 * The same with its variables replaced.
 *
 * @throws {WeComAppError} `variableUnknown`
 */
export function renderApp({ corpId, agentId }: AppIdentity, { environment }: Pick<SettingsContext, 'environment'>) {
  const render = (template: string) => renderVariables(template, environment).trim();
  return { corpId: render(corpId), agentId: render(agentId) };
}
