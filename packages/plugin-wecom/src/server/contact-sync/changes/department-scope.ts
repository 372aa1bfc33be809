import type { SimpleMember } from '@openwecom/client';
import type { ContactSource } from '../open-source';
import { chooseDepartments, type DepartmentRead } from '../read/read-departments';
import { readTree } from '../read/read-directory';
import { readOptions } from '../read/read-options';
import type { ContactSyncServices } from '../run-sync';
import { departmentId, departmentsHere, type DepartmentsHere } from '../write/write-departments';
import type { WriteContext } from '../write/write-context';
import { refreshDepartments } from './refresh-departments';

export interface DepartmentScope {
  /** Those the source covers, by WeCom's id. */
  departments: ReadonlyMap<number, Pick<DepartmentRead, 'department_leader'>>;
  /** Their ids here. */
  departmentIds: ReadonlyMap<number, string>;
}

/** Which departments count for these members. WeCom is asked only when one is not known here: its own event may come later. */
export async function departmentScope(
  services: ContactSyncServices,
  source: ContactSource,
  context: WriteContext,
  members: readonly SimpleMember[],
  signal: AbortSignal,
): Promise<DepartmentScope> {
  if (!context.withDepartments) {
    if (source.options.departments.length === 0) return { departments: new Map(), departmentIds: new Map() };
    const { all } = await readTree(source.readers, readOptions(signal));
    const covered = chooseDepartments(all, source.options.departments);
    return { departments: new Map(covered.map((department) => [department.id, department])), departmentIds: new Map() };
  }
  let here = await departmentsHere(context, []);
  if (members.some(({ department }) => department.some((id) => !here.known.has(String(id))))) {
    await refreshDepartments(services, source);
    here = await departmentsHere(context, []);
  }
  return scopeOf(here);
}

function scopeOf(here: DepartmentsHere): DepartmentScope {
  const ids = [...here.known.keys()].map(Number);
  return {
    departments: new Map(ids.map((id) => [id, {}])),
    departmentIds: new Map(
      ids.flatMap((id) => {
        const target = departmentId(here, id);
        return target === undefined ? [] : [[id, target]];
      }),
    ),
  };
}
