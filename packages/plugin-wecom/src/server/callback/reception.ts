import type { Callbacks } from './callbacks';
import type { Dispatcher } from './dispatcher';
import type { EndpointStatus } from './endpoint-status';
import type { Endpoints } from './endpoints';
import type { Inbox } from './inbox';
import type { RefusalLog } from './refusal-log';

/** All that receiving callbacks takes; one for each application. */
export interface Reception {
  endpoints: Endpoints;
  inbox: Inbox;
  callbacks: Callbacks;
  dispatcher: Dispatcher;
  status: EndpointStatus;
  refusals: RefusalLog;
}
