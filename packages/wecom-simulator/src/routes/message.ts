import { dayOf } from '../clock';
import { choice } from '../messages/fields';
import type { Endpoint } from '../protocol/endpoint';
import { recallMessage } from '../sending/recall-message';
import { sendMessage } from '../sending/send-message';
import { updateCard } from '../sending/update-card';
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
    {
      // Document 94867.
      method: 'POST',
      path: 'message/recall',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => recallMessage(simulation, agent, call),
    },
    {
      // Document 94888.
      method: 'POST',
      path: 'message/update_template_card',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => updateCard(simulation, agent, call),
    },
    {
      // Document 92369: today or yesterday.
      method: 'POST',
      path: 'message/get_statistics',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, { agentId, name }) => {
        const daysAgo = choice(call.body, 'time_type', [0, 1], 0, 40058);
        const count = simulation.world.store.personTimes(agentId, dayOf(simulation.clock.now()) - daysAgo);
        return { statistics: count === 0 ? [] : [{ agentid: agentId, app_name: name, count }] };
      },
    },
  ];
}
