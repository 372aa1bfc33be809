import type { WeComClient } from '@openwecom/client';
import type { Model } from '@nocobase/database';
import type { StoredSettings } from '../apps/settings';
import type { WeComApps } from '../apps/wecom-apps';
import { ContactSyncError } from './contact-sync-error';
import { readSyncOptions, type SyncOptions } from './sync-options';

/** With what WeCom can be read; at least one of both. */
export interface Readers {
  /** With the secret of an app: names and details, within its visible range. */
  app?: WeComClient;
  /** With the secret of contacts sync: ids alone, of the whole corp. */
  contacts?: WeComClient;
}

/** A sync source that can run now. */
export interface ContactSource {
  name: string;
  options: SyncOptions;
  readers: Readers;
  /** Of the corp and agent that WeCom is asked with. */
  appKey: string;
}

/** Settings of a sync source, as stored. */
interface StoredSource extends StoredSettings {
  contactsSecret?: string;
  [option: string]: unknown;
}

/**
 * @param row of the host's `userDataSyncSources`
 * @throws {ContactSyncError} `noAuthenticator`, `noSecret`
 * @throws {WeComAppError} when a setting does not do
 */
export async function openSource(apps: WeComApps, row: Model): Promise<ContactSource> {
  const name = row.get('name') as string;
  const stored = (row.get('options') ?? {}) as StoredSource;
  const options = readSyncOptions(stored);
  if (!options.authenticator) throw new ContactSyncError('noAuthenticator');
  const authenticator = await apps.storedSettings(options.authenticator);
  const { secret, ...settings }: StoredSettings = options.useAuthenticator ? authenticator : stored;
  const { contactsSecret } = stored;
  if (!secret && !contactsSecret) throw new ContactSyncError('noSecret');
  const app = secret ? apps.openSettings(`sync ${name}`, { ...settings, secret }) : undefined;
  const contacts = contactsSecret
    ? apps.openSettings(`sync contacts ${name}`, { ...settings, secret: contactsSecret })
    : undefined;
  const readers = { ...(app && { app: app.client }), ...(contacts && { contacts: contacts.client }) };
  const { corpId = '', agentId = '' } = app ?? contacts ?? {};
  return { name, options, readers, appKey: `${corpId} ${agentId}` };
}
