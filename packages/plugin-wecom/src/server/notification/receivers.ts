import type { Repository } from '@nocobase/database';
import { parseUserSelectionConfig, type ReceiversOptions } from '@nocobase/plugin-notification-manager';

/**
 * The ids of the users a message is for, each once, in order. A caller names them beside the message; the workflow node puts its choice
 * (ids, lists of ids, `{ filter }` queries) into it.
 *
 * @returns undefined when the caller means something that is no user
 */
export async function readReceivers(
  receivers: ReceiversOptions | undefined,
  message: Readonly<Record<string, unknown>>,
  users: Repository,
): Promise<string[] | undefined> {
  if (receivers && receivers.type !== 'userId') return undefined;
  const selection: unknown = receivers ? receivers.value : message.receivers;
  const items = [selection].flat(Infinity).map(idOrQuery);
  return parseUserSelectionConfig(
    items.filter((item) => item !== ''),
    users,
  );
}

/** Only an object with a filter is a query. The host would read a whole user record as a query without one: all users. */
function idOrQuery(item: unknown): string | object {
  if (typeof item === 'string' || typeof item === 'number') return String(item).trim();
  if (typeof item !== 'object' || item === null) return '';
  if ('filter' in item) return item;
  return 'id' in item ? idOrQuery(item.id) : '';
}
