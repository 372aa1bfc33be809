import type { Member, SimpleMember } from '@openwecom/client';
import type { ContactSource, Readers } from '../open-source';
import type { SyncProgress } from '../runs/sync-progress';
import { isIdsOnly } from './errcodes';
import { chooseDepartments, readDepartments, type DepartmentRead } from './read-departments';
import { readMemberIds, readMembers } from './read-members';
import { readOptions, type ReadOptions } from './read-options';

/** What WeCom has, department by department. */
export interface Directory {
  departments: DepartmentRead[];
  /** With the secret at hand there are ids and nothing else. */
  idsOnly: boolean;
  /** Reads the members and hands them on as they come; somebody in several departments may come several times. */
  eachMember: (onMembers: (members: readonly (Member | SimpleMember)[]) => void) => Promise<void>;
}

/** Opens the directory with the fewest calls the secrets at hand allow. */
export async function readDirectory({ readers, options }: ContactSource, run: SyncProgress): Promise<Directory> {
  const reading = readOptions(run.signal);
  const { app, contacts, all } = await readTree(readers, reading);
  const departments = chooseDepartments(all, options.departments);
  const isChosen = options.departments.length > 0;
  return {
    departments,
    idsOnly: app === undefined,
    async eachMember(onMembers) {
      let read = 0;
      run.progress('members', read, departments.length);
      const onDepartmentRead = () => run.progress('members', ++read, departments.length);
      const ids = contacts && (await readMemberIds(contacts, reading));
      if (app) {
        await readMembers(app, ids, { ...reading, departments, andOthers: !isChosen, onMembers, onDepartmentRead });
      } else if (ids) {
        const inside = new Set(departments.map(({ id }) => id));
        onMembers(ids.filter(({ department }) => !isChosen || department.some((id) => inside.has(id))));
      }
    },
  };
}

/** Whether a secret is that of contacts sync shows when it is used: of new addresses WeCom refuses it all but ids. */
export async function readTree(readers: Readers, reading: ReadOptions): Promise<Readers & { all: DepartmentRead[] }> {
  const { app, contacts } = readers;
  if (app) {
    try {
      return { ...readers, all: await readDepartments(app, false, reading) };
    } catch (error) {
      if (!isIdsOnly(error)) throw error;
    }
  }
  const idReader = contacts ?? app;
  if (!idReader) throw new Error('A source is opened with at least one secret');
  return { contacts: idReader, all: await readDepartments(idReader, true, reading) };
}
