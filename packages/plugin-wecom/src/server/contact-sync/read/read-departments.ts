import type { Department, DepartmentNode, WeComClient } from '@openwecom/client';
import { ContactSyncError } from '../contact-sync-error';
import { isTooLarge } from './errcodes';
import { eachAtOnce } from './each-at-once';
import { groupBy } from './group-by';
import type { ReadOptions } from './read-options';

/** A department as far as the secret may read it. */
export type DepartmentRead = Omit<Department, 'department_leader'> & { department_leader?: string[] };

/**
 * All departments the secret may see: one call. An answer that is too large (45029) is asked for in parts, department by department
 * downwards. With the secret of contacts sync there are no names.
 */
export async function readDepartments(
  client: WeComClient,
  idsOnly: boolean,
  options: ReadOptions,
): Promise<DepartmentRead[]> {
  const { patiently, signal } = options;
  if (idsOnly) return readTree(client, options);
  try {
    return (await patiently(() => client.department.list({}, { signal }))).department;
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return readInParts(client, await readTree(client, options), options);
  }
}

async function readTree(client: WeComClient, { patiently, signal }: ReadOptions): Promise<DepartmentNode[]> {
  return (await patiently(() => client.department.simplelist({}, { signal }))).department_id;
}

/** Each part is a department with all below it; one that is too large again is read alone, and those below it are parts of their own. */
async function readInParts(
  client: WeComClient,
  tree: readonly DepartmentNode[],
  { patiently, signal, concurrency }: ReadOptions,
): Promise<DepartmentRead[]> {
  const below = groupBy(tree, ({ parentid }) => parentid);
  const known = new Set(tree.map(({ id }) => id));
  const read = new Map<number, DepartmentRead>();
  let parts = tree.filter(({ parentid }) => !known.has(parentid));
  while (parts.length > 0) {
    const smaller: DepartmentNode[] = [];
    await eachAtOnce(parts, concurrency, async ({ id }) => {
      try {
        const answer = await patiently(() => client.department.list({ id }, { signal }));
        for (const department of answer.department) read.set(department.id, department);
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        const { department } = await patiently(() => client.department.get({ id }, { signal }));
        read.set(id, department);
        smaller.push(...(below.get(id) ?? []));
      }
    });
    parts = smaller;
  }
  return [...read.values()];
}

/**
 * Those of the departments that were chosen, and all below them; all when none was chosen.
 *
 * @throws {ContactSyncError} `departmentsUnknown`
 */
export function chooseDepartments(departments: readonly DepartmentRead[], chosen: readonly number[]): DepartmentRead[] {
  if (chosen.length === 0) return [...departments];
  const known = new Set(departments.map(({ id }) => id));
  const unknown = chosen.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new ContactSyncError('departmentsUnknown', { ids: unknown.join(', ') });
  const below = groupBy(departments, ({ parentid }) => parentid);
  const inside = new Set(chosen);
  // A Set's iteration visits what is added meanwhile, so this walks down level by level.
  for (const parent of inside) for (const { id } of below.get(parent) ?? []) inside.add(id);
  return departments.filter(({ id }) => inside.has(id));
}
