import { isJsonObject, type JsonObject } from '../protocol/json';
import type { Simulation } from '../simulation';
import type { Delivery, MessageBody } from '../store';

/** The card of a message; undefined for every other kind. */
export function cardOf({ template_card: card }: MessageBody): JsonObject | undefined {
  return isJsonObject(card) ? card : undefined;
}

/** The newest card with a task id that a member was sent, of one agent or of any: task ids are unique in an agent. */
export function cardDelivery(
  { world }: Simulation,
  userid: string,
  taskId: string,
  agentId?: number,
): Delivery | undefined {
  return world.store
    .deliveriesTo(userid)
    .findLast(
      ({ message }) =>
        cardOf(message.body)?.task_id === taskId && (agentId === undefined || message.agentid === agentId),
    );
}
