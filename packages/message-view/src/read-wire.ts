/**
 * What came over the wire may not be what the types say: a form holds whatever was typed, and anybody may have sent the
 * message. These two readers are the only way from a payload to the screen.
 */

/** The text of a leaf: strings and numbers as they are, anything else is nothing. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** The items of a list that are objects; anything that is not a list is empty. */
export function readList<Item extends object>(value: readonly Item[] | undefined): readonly Item[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter((item): item is Item => typeof item === 'object' && item !== null);
}

/** A code such as `desc_color` or `type`, which a form may hold as text; `fallback` when it is none. */
export function readCode(value: unknown, fallback: number): number {
  const code = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) ? code : fallback;
}
