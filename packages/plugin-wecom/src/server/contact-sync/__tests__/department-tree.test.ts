import { describe, expect, it } from 'vitest';
import { chooseDepartments } from '../read/read-departments';
import { departmentLevels } from '../write/department-tree';

const department = (id: number, parentid: number, order = 0) => ({ id, parentid, order });

describe('the tree of departments', () => {
  it('comes level by level, those of one parent in WeCom’s order', () => {
    const levels = departmentLevels([
      department(5, 2, 1),
      department(1, 0),
      department(2, 1, 10),
      department(3, 1, 20),
      department(4, 1, 10),
    ]);
    expect(levels.map((level) => level.map(({ department: { id }, sort, isLeaf }) => [id, sort, isLeaf]))).toEqual([
      [[1, 1, false]],
      [
        [3, 1, true],
        [2, 2, false],
        [4, 3, true],
      ],
      [[5, 1, true]],
    ]);
  });

  it('begins at the top with whatever is below a department that is not seen', () => {
    const levels = departmentLevels([department(7, 3), department(8, 7), department(9, 4)]);
    expect(levels.map((level) => level.map(({ department: { id } }) => id))).toEqual([[7, 9], [8]]);
  });
});

describe('chosen departments', () => {
  const all = [department(1, 0), department(2, 1), department(3, 2), department(4, 1)];

  it('bring all that is below them; none means all', () => {
    expect(chooseDepartments(all, [2]).map(({ id }) => id)).toEqual([2, 3]);
    expect(chooseDepartments(all, [])).toEqual(all);
  });

  it('are refused by their ids when WeCom does not show them', () => {
    expect(() => chooseDepartments(all, [2, 77, 78])).toThrow(
      expect.objectContaining({ code: 'departmentsUnknown', params: { ids: '77, 78' } }),
    );
  });
});
