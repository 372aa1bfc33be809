import type { SeedMember } from '../seed';
import type { Simulation } from '../simulation';
import { callbackAddress } from './callback-address';

/** Who an app reaches, for each app that is called back. */
export type Reach = ReadonlyMap<number, ReadonlySet<SeedMember>>;

/**
 * Who of `members` each app reaches now.
 *
 * @param members everybody when left out, for changes that may concern anybody
 */
export function reachOf({ world }: Simulation, members?: readonly SeedMember[]): Reach {
  const { corp } = world;
  const calledBack = corp.seed.agents.filter(({ agentId }) => callbackAddress(corp, agentId));
  return new Map(
    calledBack.map((agent) => {
      const visibility = corp.visibility(agent);
      const reached = members?.filter((member) => visibility.reaches(member)) ?? visibility.reached();
      return [agent.agentId, new Set(reached)];
    }),
  );
}

/** Tells apps who came into their visible range and who left it: `subscribe` and `unsubscribe` (document 90240). */
export function tellReachChanged({ world, clock }: Simulation, before: Reach, after: Reach): void {
  for (const [agentId, reached] of after) {
    const earlier = before.get(agentId);
    // An app that was not called back before has not lost or won anybody.
    if (!earlier) continue;
    for (const member of reached) if (!earlier.has(member)) tell(agentId, member, 'subscribe');
    for (const member of earlier) if (!reached.has(member)) tell(agentId, member, 'unsubscribe');
  }

  function tell(agentId: number, { userid }: SeedMember, Event: 'subscribe' | 'unsubscribe'): void {
    world.callbacks.send(agentId, {
      ToUserName: world.corp.seed.corpId,
      FromUserName: userid,
      CreateTime: Math.floor(clock.now() / 1000),
      MsgType: 'event',
      Event,
      EventKey: '',
      AgentID: agentId,
    });
  }
}
