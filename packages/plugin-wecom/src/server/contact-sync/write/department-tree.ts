import { groupBy } from '../read/group-by';
import type { DepartmentRead } from '../read/read-departments';

/** A department and where it stands. */
export interface PlacedDepartment {
  department: DepartmentRead;
  /** Among those of the same parent, from 1. */
  sort: number;
  isLeaf: boolean;
}

/** The tree from the top, level by level, those of one parent in WeCom's order: larger numbers first. */
export function departmentLevels(departments: readonly DepartmentRead[]): PlacedDepartment[][] {
  const below = groupBy(departments, ({ parentid }) => parentid);
  const known = new Set(departments.map(({ id }) => id));
  const place = (siblings: readonly DepartmentRead[]) =>
    [...siblings]
      .sort((one, other) => other.order - one.order || one.id - other.id)
      .map((department, index) => ({ department, sort: index + 1, isLeaf: !below.has(department.id) }));
  const levels: PlacedDepartment[][] = [];
  // Parents that are not seen do not count: what is below them is at the top.
  for (let level = place(departments.filter(({ parentid }) => !known.has(parentid))); level.length > 0;) {
    levels.push(level);
    level = level.flatMap(({ department }) => place(below.get(department.id) ?? []));
  }
  return levels;
}
