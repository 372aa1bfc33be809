import type { Endpoint } from '../protocol/endpoint';
import { Refusal } from '../protocol/refusal';
import type { Simulation } from '../simulation';

export function agentEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90227: an agent reads itself.
      method: 'GET',
      path: 'agent/get',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => {
        const asked = call.query('agentid');
        if (asked === undefined) throw new Refusal(41011, '"agentid" is missing in the query');
        if (Number(asked) !== agent.agentId)
          throw new Refusal(
            simulation.world.corp.agent(Number(asked)) ? 301002 : 40056,
            `the token is of ${agent.agentId}`,
          );
        const { users, departments, tags } = agent.visibleRange;
        return {
          agentid: agent.agentId,
          name: agent.name,
          square_logo_url: agent.logo ?? '',
          description: '',
          allow_userinfos: { user: users.map((userid) => ({ userid })) },
          allow_partys: { partyid: departments },
          allow_tags: { tagid: tags },
          close: 0,
          redirect_domain: agent.redirectDomain ?? '',
          report_location_flag: 0,
          isreportenter: 0,
          home_url: agent.homeUrl ?? '',
        };
      },
    },
    {
      // Document 90227: what the token may see, which is its own agent.
      method: 'GET',
      path: 'agent/list',
      access: 'agent',
      contactErrcode: 48002,
      handle: (_call, agent) => ({
        agentlist: [{ agentid: agent.agentId, name: agent.name, square_logo_url: agent.logo ?? '' }],
      }),
    },
  ];
}
