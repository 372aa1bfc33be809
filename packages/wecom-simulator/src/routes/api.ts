import type { Endpoint } from '../protocol/endpoint';
import type { Simulation } from '../simulation';
import { gettokenEndpoints } from './gettoken';
import { messageEndpoints } from './message';

/** Every simulated endpoint of the API. */
export function apiEndpoints(simulation: Simulation): Endpoint[] {
  return [gettokenEndpoints, messageEndpoints].flatMap((endpoints) => endpoints(simulation));
}
