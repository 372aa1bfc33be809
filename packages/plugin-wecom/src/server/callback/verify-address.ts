import type { CallbackQuery } from '@openwecom/client';
import type { Reception } from './reception';
import { refuse, type Answer } from './answer';
import type { Endpoint } from './endpoints';
import { notSetUp, refused } from './refused';

/** WeCom's check of the address, made when it is saved in its console. */
export function verifyAddress(query: CallbackQuery, endpoint: Endpoint, reception: Reception): Answer {
  if (!query.msg_signature) return refuse(400); // Somebody looked at the address in a browser.
  if (!endpoint.receiver) return notSetUp(endpoint, reception);
  try {
    const { echo, pair } = endpoint.receiver.verifyUrl(query);
    const { role = 'app', isCurrent = false } = endpoint.accepted[pair] ?? {};
    // Saved there with the pair of before a change, it stops working when that one's time is over.
    reception.status.seen(endpoint.key, role, isCurrent ? 'verifiedAt' : 'previousAt');
    return { status: 200, body: echo };
  } catch (error) {
    return refused(endpoint, error, reception);
  }
}
