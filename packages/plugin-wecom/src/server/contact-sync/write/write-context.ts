import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION } from '../../../constants';
import { systemTexts, type Texts } from '../../texts';
import { fingerprint, type MemberRecord } from '../member-record';
import type { ContactSource } from '../open-source';
import { sourcesSharing } from '../other-sources';
import type { SyncOptions } from '../sync-options';
import { userValues, writtenFields } from './user-values';

/** What writing needs to know of the source it writes for. */
export interface WriteContext {
  app: Application;
  /** Name of the sync source. */
  source: string;
  options: SyncOptions;
  /** Names of other enabled sources with the same authenticator: a member in several has one link. */
  others: readonly string[];
  /** Whether the departments plugin is on: departments are synced too then. */
  withDepartments: boolean;
  /** When WeCom began to be asked for what is written, in milliseconds since 1970. */
  readAt: number;
  /** Of the system. */
  texts: Texts;
}

/** To be made before WeCom is asked. */
export async function writeContext(app: Application, { name, options }: ContactSource): Promise<WriteContext> {
  const withDepartments = hasDepartments(app);
  const others = await sourcesSharing(app, name, options.authenticator);
  const texts = await systemTexts(app);
  return { app, source: name, options, others, withDepartments, readAt: Date.now(), texts };
}

/** The host's plugin for departments is off unless somebody switches it on. */
export function hasDepartments(app: Application): boolean {
  return app.pm.get('departments')?.enabled === true;
}

/** Part of every fingerprint of a member: another way of writing makes all of them new. */
const FORM = 'member 2';

/** Of what is written of a member, and of nothing else that WeCom tells: that may change, and here nothing would. */
export function memberFingerprints(context: WriteContext): (record: MemberRecord) => string {
  const { app, options, withDepartments } = context;
  // What else than the member decides what is written.
  const salt = JSON.stringify([FORM, withDepartments, options.authenticator, writtenFields(app.db)]);
  return (record) => {
    const { departments, mainDepartment } = record;
    return fingerprint([userValues(app.db, record), ...(withDepartments ? [departments, mainDepartment] : [])], salt);
  };
}

/** Ids of users, by lower-cased member id: of these members, or of all. */
export async function linkedUsers(
  { app, options: { authenticator } }: WriteContext,
  keys?: readonly string[],
): Promise<Map<string, string>> {
  const links = (await app.db.getModel<Model>(LINKS_COLLECTION).findAll({
    where: { authenticator, ...(keys && { wecomUserId: [...keys] }) },
    attributes: ['wecomUserId', 'userId'],
    raw: true,
  })) as unknown as { wecomUserId: string; userId: string | number }[];
  return new Map(links.map(({ wecomUserId, userId }) => [wecomUserId, String(userId)]));
}
