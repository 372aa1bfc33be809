import type { Department, Seed } from '../../api/wire';

export interface DepartmentRow {
  department: Department;
  /** 0 for the root. */
  level: number;
}

/** The tree from top to bottom, siblings by their order, larger first. */
export function departmentRows({ departments }: Pick<Seed, 'departments'>): DepartmentRow[] {
  const below = new Map<number, Department[]>();
  for (const department of departments) {
    const siblings = below.get(department.parentid) ?? [];
    siblings.push(department);
    below.set(department.parentid, siblings);
  }
  const rows: DepartmentRow[] = [];
  const walk = (parentid: number, level: number) => {
    const siblings = (below.get(parentid) ?? []).sort((a, b) => (b.order ?? 0) - (a.order ?? 0));
    for (const department of siblings) {
      rows.push({ department, level });
      walk(department.id, level + 1);
    }
  };
  walk(0, 0);
  return rows;
}
