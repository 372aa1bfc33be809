import type { Model } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../../constants';
import type { Contact } from '../contact-book';
import type { ContactSource } from '../open-source';
import { chooseDepartments } from '../read/read-departments';
import { readTree } from '../read/read-directory';
import { readOptions } from '../read/read-options';
import type { ContactSyncServices } from '../run-sync';
import { unwatched } from '../runs/sync-progress';
import { removeDepartments } from '../write/remove-departments';
import { departmentsHere, writeDepartments } from '../write/write-departments';
import { writeContext } from '../write/write-context';

/** How the tree has changed. */
export interface TreeChange {
  /** WeCom's ids of departments that are new here. */
  added: number[];
  /** Departments WeCom no longer has, or the source no longer covers. */
  gone: Contact[];
}

const TIMEOUT_MS = 60_000;

/** Reads the whole tree, which is one call, and makes ours as it is. Departments that are gone are left to `removeGone`. */
export async function refreshDepartments({ app }: ContactSyncServices, source: ContactSource): Promise<TreeChange> {
  const context = await writeContext(app, source);
  if (!context.withDepartments) return { added: [], gone: [] };
  const progress = unwatched(AbortSignal.timeout(TIMEOUT_MS));
  const { all } = await readTree(source.readers, readOptions(progress.signal));
  const departments = chooseDepartments(all, source.options.departments);
  const here = await departmentsHere(context, departments);
  await writeDepartments(context, departments, here, progress);
  const ids = new Set(departments.map(({ id }) => String(id)));
  return {
    added: departments.filter(({ id }) => !here.known.has(String(id))).map(({ id }) => id),
    gone: [...here.known.values()].filter(({ key }) => !ids.has(key)),
  };
}

/** Once nobody is in them any more. */
export async function removeGone({ app }: ContactSyncServices, source: ContactSource, gone: readonly Contact[]) {
  await removeDepartments(await writeContext(app, source), gone, unwatched(AbortSignal.timeout(TIMEOUT_MS)));
}

/** Keys of the members that are in departments here. */
export async function membersIn(
  { app }: ContactSyncServices,
  source: ContactSource,
  departments: readonly Contact[],
): Promise<string[]> {
  const departmentId = departments.flatMap(({ target }) => target ?? []);
  if (departmentId.length === 0) return [];
  const inside = await app.db
    .getModel<Model>('departmentsUsers')
    .findAll({ where: { departmentId }, attributes: ['userId'] });
  const members = await app.db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { source: source.name, kind: 'member', target: inside.map((row) => String(row.get('userId'))) },
    attributes: ['key'],
  });
  return members.map((member) => member.get('key') as string);
}
