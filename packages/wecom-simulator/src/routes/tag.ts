import type { Endpoint } from '../protocol/endpoint';
import { Refusal } from '../protocol/refusal';
import type { Simulation } from '../simulation';

export function tagEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90216.
      method: 'GET',
      path: 'tag/list',
      access: 'any',
      handle: (_call, agent) => {
        const { corp } = simulation.world;
        const visible = agent && corp.visibility(agent).tags;
        const tags = corp.seed.tags.filter((tag) => visible?.has(tag.tagid) ?? true);
        return { taglist: tags.map(({ tagid, tagname }) => ({ tagid, tagname })) };
      },
    },
    {
      // Document 90213. The contacts-sync secret sees ids, no names (document 96079).
      method: 'GET',
      path: 'tag/get',
      access: 'any',
      handle: (call, agent) => {
        const { corp } = simulation.world;
        const tag = corp.tag(Number(call.query('tagid')));
        if (!tag) throw new Refusal(40068, `there is no tag "${call.query('tagid') ?? ''}"`);
        const visibility = agent && corp.visibility(agent);
        if (visibility && !visibility.tags.has(tag.tagid))
          throw new Refusal(60011, `tag ${tag.tagid} is outside the visible range`);
        const members = tag.userlist
          .flatMap((userid) => corp.member(userid) ?? [])
          .filter((member) => visibility?.sees(member) ?? true);
        return {
          tagname: tag.tagname,
          userlist: members.map(({ userid, name }) => (agent ? { userid, name } : { userid })),
          partylist: tag.partylist.filter((id) => visibility?.departments.has(id) ?? true),
        };
      },
    },
  ];
}
