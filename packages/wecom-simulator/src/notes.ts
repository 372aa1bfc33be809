/** What WeCom does not say about a call: why it was refused, what was cut, suppressed or dropped. */
export interface Note {
  /** Stable; pages and tests translate and compare by it. */
  code: NoteCode;
  params: NoteParams;
  /** In English. */
  message: string;
}

export type NoteCode =
  | 'refused'
  | 'wrong-json'
  | 'cut'
  | 'duplicate'
  | 'dropped'
  | 'uploaded'
  | 'aspect-ratio'
  | 'not-activated'
  | 'too-many-in-minute'
  | 'too-many-in-hour';

export type NoteParams = Readonly<Record<string, string | number>>;

const note = (code: NoteCode, params: NoteParams, message: string): Note => ({ code, params, message });

export const refused = (errcode: number, detail: string) => note('refused', { errcode }, detail);

export const wrongJson = (detail: string) => note('wrong-json', {}, detail);

export const cut = (field: string, limit: number, unit: 'bytes' | 'characters') =>
  note('cut', { field, limit, unit }, `"${field}" was cut to ${limit} ${unit}, as WeCom does without an error`);

export const duplicate = () =>
  note('duplicate', {}, 'suppressed by the duplicate check: the same request was accepted within the interval');

export const dropped = (count: number, members: number) =>
  note('dropped', { count, members }, `dropped silently for ${count} of ${members} members`);

export const uploaded = (name: string, bytes: number) => note('uploaded', { name, bytes }, `"${name}", ${bytes} bytes`);

export const aspectRatio = () =>
  note('aspect-ratio', {}, '"card_image.aspect_ratio" is outside 1.3 to 2.25 and is shown as 1.3');

export const notActivated = () =>
  note('not-activated', {}, 'the member has not activated WeCom: accepted, and shown nowhere');

export const tooManyInMinute = (limit: number) =>
  note('too-many-in-minute', { limit }, `${tooMany(limit)} in a minute: WeCom drops the rest silently`);

export const tooManyInHour = (limit: number) =>
  note('too-many-in-hour', { limit }, `${tooMany(limit)} in an hour: WeCom drops the rest silently`);

const tooMany = (limit: number) => `more than ${limit} messages of this app to this member`;
