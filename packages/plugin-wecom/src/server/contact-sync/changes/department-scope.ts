import type { SimpleMember } from '@openwecom/client';
import type { ContactSource } from '../open-source';
import { chooseDepartments, type DepartmentRead } from '../read/read-departments';
import { readTree } from '../read/read-directory';
import { readOptions } from '../read/read-options';
import { departmentId, departmentsHere, ownDepartments, type DepartmentsHere } from '../write/write-departments';
import type { WriteContext } from '../write/write-context';
import { elsewhereOf } from './elsewhere';
import { refreshDepartments } from './refresh-departments';

export interface DepartmentScope {
  /** Those the source covers, by WeCom's id. */
  departments: ReadonlyMap<number, Pick<DepartmentRead, 'department_leader'>>;
  /** Their ids here. */
  departmentIds: ReadonlyMap<number, string>;
  ownDepartments: ReadonlySet<string>;
}

/** Which departments count for these members. WeCom is asked only when one is not known here: its own event may come later. */
export async function departmentScope(
  context: WriteContext,
  source: ContactSource,
  members: readonly SimpleMember[],
  signal: AbortSignal,
): Promise<DepartmentScope> {
  const { options, readers } = source;
  if (!context.withDepartments) {
    if (options.departments.length === 0) return { ...noScope, departments: new Map() };
    const { all } = await readTree(readers, readOptions(signal));
    const covered = chooseDepartments(all, options.departments);
    return { ...noScope, departments: new Map(covered.map((department) => [department.id, department])) };
  }
  const elsewhere = elsewhereOf(context);
  const named = new Set(members.flatMap(({ department }) => department));
  const unknownTo = ({ known }: DepartmentsHere) => [...named].filter((id) => !known.has(String(id)));
  let here = await departmentsHere(context, []);
  if (!elsewhere.hasAll(unknownTo(here))) {
    await refreshDepartments(context, source, signal);
    here = await departmentsHere(context, []);
    elsewhere.add(unknownTo(here));
  }
  return scopeOf(here);
}

const noScope = { departmentIds: new Map<number, string>(), ownDepartments: new Set<string>() };

function scopeOf(here: DepartmentsHere): DepartmentScope {
  const ids = [...here.known.keys()].map(Number);
  const departmentIds = new Map(
    ids.flatMap((id) => {
      const target = departmentId(here, id);
      return target === undefined ? [] : [[id, target] as const];
    }),
  );
  return {
    // Who leads them is not known here; a member says it where WeCom does.
    departments: new Map(ids.map((id) => [id, {}])),
    departmentIds,
    ownDepartments: ownDepartments(here, departmentIds),
  };
}
