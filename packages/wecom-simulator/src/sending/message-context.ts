import type { MessageContext } from '../messages/message-kind';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';

/** Document 90253. */
export const MEDIA_LIFETIME_MS = 3 * 86_400_000;

/** What a message of `agent` is checked against; `message/send` fills in what its envelope says. */
export function messageContext(simulation: Simulation, agent: SeedAgent, note: MessageContext['note']): MessageContext {
  const { corp, store } = simulation.world;
  return {
    note,
    media: (mediaId, types) => {
      const file = store.media(mediaId);
      if (!file) throw new Refusal(40007, `there is no media "${mediaId}"`);
      if (simulation.clock.now() >= file.createdAt + MEDIA_LIFETIME_MS)
        throw new Refusal(40145, 'the media is older than three days');
      if (!types.includes(file.type)) throw new Refusal(40004, `the media is of type "${file.type}"`);
      return file;
    },
    safe: 0,
    toEverybody: false,
    miniPrograms: agent.miniPrograms ?? [],
    userExists: (userid) => corp.member(userid) !== undefined,
    updating: false,
  };
}
