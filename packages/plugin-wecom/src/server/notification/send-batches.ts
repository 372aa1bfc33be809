import { isWeComApiError, type WeComClient } from '@openwecom/client';
import type { MessageBody } from '@openwecom/client/messages';

/** WeCom takes at most 1000 members a call (document 90236). */
const LARGEST_BATCH = 1000;

/** No recipient of the call exists inside the app's visible range. */
const NOBODY_REACHABLE = 81013;

/** Who got the message; members as they were given. */
export interface Delivery {
  accepted: string[];
  /** Unknown to WeCom, or outside the app's visible range. */
  invalid: string[];
  unlicensed: string[];
  /** Not sent to, because a call failed before. */
  unsent: string[];
  /** Why `unsent` were not sent to. */
  error?: Error;
}

/**
 * Sends one message to any number of members, a call per thousand. A call that fails ends it: the next would fail as well.
 *
 * The duplicate check stays off: an administrator who sends the same message twice wants it to arrive twice.
 */
export async function sendBatches(
  client: WeComClient,
  body: MessageBody,
  members: readonly string[],
): Promise<Delivery> {
  const delivery: Delivery = { accepted: [], invalid: [], unlicensed: [], unsent: [] };
  for (let start = 0; start < members.length; start += LARGEST_BATCH) {
    const batch = members.slice(start, start + LARGEST_BATCH);
    try {
      const answer = await client.message.send({ touser: batch, ...body });
      delivery.accepted.push(...answer.accepted);
      delivery.invalid.push(...answer.invaliduser);
      delivery.unlicensed.push(...answer.unlicenseduser);
    } catch (error) {
      if (isWeComApiError(error) && error.errcode === NOBODY_REACHABLE) delivery.invalid.push(...batch);
      else return { ...delivery, unsent: members.slice(start), error: error as Error };
    }
  }
  return delivery;
}
