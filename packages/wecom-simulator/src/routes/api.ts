import type { Endpoint } from '../protocol/endpoint';
import type { Simulation } from '../simulation';
import { agentEndpoints } from './agent';
import { authEndpoints } from './auth';
import { departmentEndpoints } from './department';
import { gettokenEndpoints } from './gettoken';
import { mediaEndpoints } from './media';
import { messageEndpoints } from './message';
import { networkEndpoints } from './network';
import { tagEndpoints } from './tag';
import { userEndpoints } from './user';

/** Every simulated endpoint of the API. */
export function apiEndpoints(simulation: Simulation): Endpoint[] {
  return [
    gettokenEndpoints,
    messageEndpoints,
    agentEndpoints,
    userEndpoints,
    departmentEndpoints,
    tagEndpoints,
    mediaEndpoints,
    networkEndpoints,
    authEndpoints,
  ].flatMap((endpoints) => endpoints(simulation));
}
