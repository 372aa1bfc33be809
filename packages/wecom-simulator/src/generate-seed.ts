import * as v from 'valibot';
import { acme } from './acme';
import { checkInput } from './check-input';
import type { SeedInput } from './seed';

const size = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max, `must be at most ${max}`));

const sizeSchema = v.strictObject({
  members: size(1_000_000),
  /** The root included. */
  departments: v.optional(size(30_000), 1),
});

export type SeedSize = v.InferInput<typeof sizeSchema>;

/** Departments below one department. With 30,000 departments the tree has six levels; WeCom allows fifteen. */
const FAN_OUT = 10;
/** Every so manieth member is in a second department. */
const SECOND_DEPARTMENT = 20;

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const givenNames = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚'];
const positions = ['工程师', '产品经理', '设计师', '销售代表', '会计', '行政专员', '客服', '采购专员'];

/**
 * A corp of any size, the same for the same numbers: the agents of `acme`, which see everybody, departments `部门 2` and so on in a
 * tree, and members `m000001` and so on, spread evenly over the departments. The first member of a department leads it.
 *
 * @throws {SimulatorConfigError} when a number is out of range
 */
export function generateSeed(input: SeedSize): SeedInput {
  const { members: memberCount, departments: departmentCount } = checkInput(input, sizeSchema);
  const members = Array.from({ length: memberCount }, (_, index) => memberAt(index, departmentCount));
  return {
    ...acme,
    agents: acme.agents.map((agent) => ({ ...agent, visibleRange: { departments: [1] } })),
    departments: Array.from({ length: departmentCount }, (_, index) => ({
      id: index + 1,
      name: index === 0 ? acme.corpName : `部门 ${index + 1}`,
      parentid: index === 0 ? 0 : Math.floor((index - 1) / FAN_OUT) + 1,
      order: 100_000_000 - index,
      department_leader: index < memberCount ? [useridAt(index)] : [],
    })),
    tags: [{ tagid: 1, tagname: '管理层', userlist: members.slice(0, 10).map(({ userid }) => userid) }],
    members,
  };
}

const useridAt = (index: number): string => `m${String(index + 1).padStart(6, '0')}`;

function memberAt(index: number, departmentCount: number): SeedInput['members'][number] {
  const userid = useridAt(index);
  const first = (index % departmentCount) + 1;
  const second = ((index + 1) % departmentCount) + 1;
  return {
    userid,
    name: pick(surnames, index) + pick(givenNames, index * 7) + pick(givenNames, index * 3 + 1),
    department: index % SECOND_DEPARTMENT === 0 && second !== first ? [first, second] : [first],
    position: pick(positions, index),
    mobile: `139${String(index).padStart(8, '0')}`,
    email: `${userid}@example.com`,
    biz_mail: `${userid}@acme.example`,
  };
}

const pick = (choices: readonly string[], index: number): string => choices[index % choices.length] ?? '';
