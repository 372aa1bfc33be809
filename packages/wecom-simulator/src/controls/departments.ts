import * as v from 'valibot';
import {
  memberFields,
  tellDepartmentChanged,
  tellDepartmentCreated,
  tellDepartmentDeleted,
  tellMemberChanged,
} from '../callbacks/contact-changes';
import { reachOf, tellReachChanged } from '../callbacks/range-changes';
import { checkInput } from '../check-input';
import type { ConfigIssue } from '../config-error';
import { departmentIssues, departmentSchema, type SeedDepartment } from '../seed';
import type { Simulation } from '../simulation';
import { nullable, requireNone, withChanges } from './changes';
import { refuse } from './refuse';

const { id, name, name_en, parentid, order, department_leader } = departmentSchema.entries;

const newSchema = v.strictObject({
  /** The next free one when absent. */
  id: v.exactOptional(id),
  name,
  name_en,
  parentid,
  order,
  department_leader,
});

const changesSchema = v.strictObject({
  name: v.exactOptional(name),
  name_en: nullable(name_en),
  parentid: v.exactOptional(parentid),
  order: v.exactOptional(order.wrapped),
  department_leader: v.exactOptional(department_leader.wrapped),
});

export type DepartmentInput = v.InferInput<typeof newSchema>;
export type DepartmentChanges = v.InferInput<typeof changesSchema>;

const ROOT = 1;

/** @throws {SimulatorConfigError} when a field is wrong, or the id is taken */
export function addDepartment(simulation: Simulation, input: unknown): SeedDepartment {
  const { corp } = simulation.world;
  const { id: asked, ...fields } = checkInput(input, newSchema);
  const nextId = Math.max(...corp.seed.departments.map((department) => department.id)) + 1;
  const department: SeedDepartment = { id: asked ?? nextId, ...fields };
  if (corp.department(department.id)) refuse(FAILED, 'id', `${department.id} is taken`);
  requireNone([...placeIssues(simulation, department), ...departmentIssues(corp, department)]);
  corp.addDepartment(department);
  tellDepartmentCreated(simulation, department);
  simulation.events.emit('corp', () => ({ departmentId: department.id }));
  return department;
}

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such department */
export function changeDepartment(simulation: Simulation, departmentId: number, input: unknown): SeedDepartment {
  const { corp } = simulation.world;
  const department = departmentOf(simulation, departmentId);
  const next = checkInput(withChanges(department, checkInput(input, changesSchema)), departmentSchema);
  if (departmentId === ROOT && next.parentid !== department.parentid)
    refuse(FAILED, 'parentid', 'the root stays where it is');
  if (next.parentid !== department.parentid && corp.departmentTrees([departmentId]).has(next.parentid))
    refuse(FAILED, 'parentid', 'a department cannot be below itself');
  requireNone([...placeIssues(simulation, next), ...departmentIssues(corp, next)]);

  const reach = reachOf(simulation);
  const before = { ...department };
  const leaders = [...department.department_leader, ...next.department_leader].flatMap((one) => corp.member(one) ?? []);
  const known = [...new Set(leaders)].map((member) => ({ member, fields: memberFields(corp, member) }));
  corp.changeDepartment(department, next);
  tellDepartmentChanged(simulation, before, department);
  // Who leads a department is a field of the member.
  for (const { member, fields } of known) tellMemberChanged(simulation, fields, member);
  tellReachChanged(simulation, reach, reachOf(simulation));
  simulation.events.emit('corp', () => ({ departmentId }));
  return department;
}

/** @throws {SimulatorConfigError} when there is no such department, or it is not empty */
export function removeDepartment(simulation: Simulation, departmentId: number): void {
  const { corp } = simulation.world;
  const department = departmentOf(simulation, departmentId);
  if (departmentId === ROOT) refuse(FAILED, 'id', 'the root cannot be deleted');
  // Document 90207 has an errcode for each: 60005 and 60006.
  if (corp.membersOf([departmentId]).length > 0) refuse(FAILED, 'id', 'there are members in it');
  if (corp.departmentTrees([departmentId]).size > 1) refuse(FAILED, 'id', 'there are departments below it');
  corp.removeDepartment(department);
  tellDepartmentDeleted(simulation, department);
  simulation.events.emit('corp', () => ({ departmentId }));
}

const FAILED = 'Nothing was changed';

function departmentOf({ world }: Simulation, departmentId: number): SeedDepartment {
  return world.corp.department(departmentId) ?? refuse(FAILED, 'id', `there is no department ${departmentId}`);
}

/** A name is unique among the departments beside it. */
function placeIssues({ world }: Simulation, department: SeedDepartment): ConfigIssue[] {
  const { corp } = world;
  if (department.id !== ROOT && !corp.department(department.parentid))
    return [{ path: 'parentid', message: `there is no department ${department.parentid}` }];
  const beside = corp.departmentsBelow(department.parentid).filter((other) => other.id !== department.id);
  return beside.some((other) => other.name === department.name)
    ? [{ path: 'name', message: `"${department.name}" is there already` }]
    : [];
}
