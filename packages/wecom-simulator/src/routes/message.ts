import type { Endpoint } from '../protocol/endpoint';
import { sendMessage } from '../sending/send-message';
import type { Simulation } from '../simulation';

export function messageEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90236. It has limits of its own (document 90312).
      method: 'POST',
      path: 'message/send',
      access: 'agent',
      contactErrcode: 48002,
      counted: false,
      handle: (call, agent) => sendMessage(simulation, agent, call),
    },
  ];
}
