import type { Contact } from '../contact-book';
import type { ContactSource } from '../open-source';
import { chooseDepartments } from '../read/read-departments';
import { readTree } from '../read/read-directory';
import { readOptions } from '../read/read-options';
import { unwatched } from '../runs/sync-progress';
import type { WriteContext } from '../write/write-context';
import { departmentsHere, goneDepartments, newDepartments, writeDepartments } from '../write/write-departments';

/** How the tree has changed. */
export interface TreeChange {
  /** WeCom's ids of departments that are new here: see `newDepartments`. */
  added: Set<number>;
  /** They stay new until their members are written. */
  awaiting: Contact[];
  /** Departments WeCom no longer has, or the source no longer covers. */
  gone: Contact[];
}

/**
 * Reads the whole tree, which is one call, and makes ours as it is. The members of departments that came into it, and went out of it,
 * are left to the caller.
 *
 * @param context made before WeCom is asked
 */
export async function refreshDepartments(
  context: WriteContext,
  source: ContactSource,
  signal: AbortSignal,
): Promise<TreeChange> {
  if (!context.withDepartments) return { added: new Set(), awaiting: [], gone: [] };
  const { all } = await readTree(source.readers, readOptions(signal));
  const departments = chooseDepartments(all, source.options.departments);
  const here = await departmentsHere(context, departments);
  const { awaiting } = await writeDepartments(context, departments, here, unwatched(signal));
  return { added: newDepartments(here, departments), awaiting, gone: goneDepartments(here, departments) };
}
