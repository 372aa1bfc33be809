import { WeComConfigError } from '../errors/config-error';

/** Who gets a message; the three lists add up. At least one must name somebody. */
export interface Recipients {
  /** Member ids: a list, or one text joined with `|`; at most 1000. `@all`: everybody in the visible range of the app. */
  touser?: string | readonly string[] | undefined;
  /** Department ids, at most 100. WeCom ignores them beside `@all`. */
  toparty?: RecipientIds | undefined;
  /** Tag ids, at most 100. WeCom ignores them beside `@all`. */
  totag?: RecipientIds | undefined;
}

export type RecipientIds = string | number | readonly (string | number)[];

export interface RecipientLists {
  touser: string[];
  toparty: string[];
  totag: string[];
}

/** Document 90236. */
const limits = { touser: 1000, toparty: 100, totag: 100 } as const;

const kinds = ['touser', 'toparty', 'totag'] as const;

/**
 * The recipients as lists, as spelled, each once.
 *
 * @throws {WeComConfigError} when nobody is named, or more than WeCom takes in one call
 */
export function resolveRecipients(recipients: Recipients): RecipientLists {
  const lists = {
    touser: split(recipients.touser),
    toparty: split(recipients.toparty),
    totag: split(recipients.totag),
  };
  if (kinds.every((kind) => lists[kind].length === 0)) {
    throw new WeComConfigError(['"touser", "toparty" or "totag" must name somebody']);
  }
  const tooLong = kinds.filter((kind) => lists[kind].length > limits[kind]);
  if (tooLong.length === 0) return lists;
  throw new WeComConfigError(
    tooLong.map(
      (kind) =>
        `"${kind}" must name at most ${limits[kind]}, got ${lists[kind].length}; send the message in several calls`,
    ),
  );
}

/** Ids joined with `|` as WeCom writes them, or a list of them. Ids ignore case. */
export function split(ids: unknown): string[] {
  if (ids === undefined || ids === '') return [];
  const unique = new Map<string, string>();
  for (const part of Array.isArray(ids) ? (ids as unknown[]) : [ids]) {
    if (typeof part !== 'string' && typeof part !== 'number') continue;
    for (const spelled of String(part).split('|')) {
      const id = spelled.trim();
      if (id && !unique.has(id.toLowerCase())) unique.set(id.toLowerCase(), id);
    }
  }
  return [...unique.values()];
}
