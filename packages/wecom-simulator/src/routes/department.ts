import { departmentDetails, listedDepartments, visibleDepartment } from '../corp/reading';
import type { Endpoint } from '../protocol/endpoint';
import type { Simulation } from '../simulation';

export function departmentEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90208.
      method: 'GET',
      path: 'department/list',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => ({
        department: listedDepartments(simulation.world.corp, agent, call.query('id')).map(departmentDetails),
      }),
    },
    {
      // Document 95350: ids only, so the contacts-sync secret may.
      method: 'GET',
      path: 'department/simplelist',
      access: 'any',
      handle: (call, agent) => ({
        department_id: listedDepartments(simulation.world.corp, agent, call.query('id')).map(
          ({ id, parentid, order }) => ({ id, parentid, order }),
        ),
      }),
    },
    {
      // Document 95351.
      method: 'GET',
      path: 'department/get',
      access: 'agent',
      contactErrcode: 48009,
      handle: (call, agent) => ({
        department: departmentDetails(visibleDepartment(simulation.world.corp, agent, call.query('id'))),
      }),
    },
  ];
}
