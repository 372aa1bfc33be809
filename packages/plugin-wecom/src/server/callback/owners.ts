import type { Database, Model } from '@nocobase/database';
import type { OwnerKind, PairRole } from '../../callback-status';
import { AUTH_TYPE, SYNC_TYPE } from '../../constants';
import type { SettingsContext } from '../apps/settings';
import { renderVariables } from '../apps/variables';
import { settingText } from './setting-text';

/** As stored: sealed, or a variable; or anything else, when it was written through the API. */
export interface StoredPair {
  token?: unknown;
  encodingAESKey?: unknown;
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
  /** Those that are entered, if only by half. A sync source may have both. */
  pairs: Readonly<Partial<Record<PairRole, StoredPair>>>;
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

/**
 * Where WeCom calls, below the address of the API: `openwecom:callback/auth-wecom`. A request tells the host's gateway in its path which
 * app of several it is for; WeCom sends no header that could.
 *
 * @param appName of the NocoBase app
 */
export function endpointPath(appName: string, key: string): string {
  const app = appName === MAIN_APP ? '' : `__app/${encodeURIComponent(appName)}/`;
  return `${app}openwecom:callback/${encodeURIComponent(key)}`;
}

/** What the host calls the app that all requests are for which do not name one. */
const MAIN_APP = 'main';

/** What matters here of the options of both kinds. */
interface StoredOptions extends StoredPair {
  corpId?: unknown;
  agentId?: unknown;
  /** Of an authenticator. */
  callback?: (StoredPair & { enabled?: boolean }) | null;
  /** Of a sync source: Company ID and AgentId are those of `authenticator`. */
  useAuthenticator?: boolean;
  authenticator?: string;
  contactsToken?: unknown;
  contactsEncodingAESKey?: unknown;
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
  return callback?.enabled ? [{ kind: 'authenticator', name, app: appOf(options), pairs: { app: callback } }] : [];
}

function ofSource({ name, options }: Row, authenticators: readonly Row[]): CallbackOwner[] {
  const contacts: StoredPair = { token: options.contactsToken, encodingAESKey: options.contactsEncodingAESKey };
  const pairs = { ...(isFilled(options) && { app: options }), ...(isFilled(contacts) && { contacts }) };
  if (Object.keys(pairs).length === 0) return [];
  const shared = options.useAuthenticator && authenticators.find((row) => row.name === options.authenticator);
  return [{ kind: 'source', name, app: appOf(shared ? shared.options : options), pairs }];
}

const isFilled = ({ token, encodingAESKey }: StoredPair) =>
  settingText(token) !== '' || settingText(encodingAESKey) !== '';

/** Which WeCom app settings name; they may hold variables. */
export function appOf({ corpId, agentId }: { corpId?: unknown; agentId?: unknown }): AppIdentity {
  return { corpId: settingText(corpId), agentId: settingText(agentId) };
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
