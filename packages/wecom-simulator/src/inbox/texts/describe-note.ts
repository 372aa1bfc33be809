import type { Note } from '../api/wire';
import { enUS } from './en-us';
import type { Texts } from './texts';

/** A note in the language of the page. One that the page does not know stays in the simulator's English. */
export function describeNote(texts: Texts, { code, params, message }: Note): string {
  // English is the simulator's own language, so its wording is the most exact.
  if (texts === enUS) return message;
  return texts.notes[code]?.(params, message) ?? message;
}
