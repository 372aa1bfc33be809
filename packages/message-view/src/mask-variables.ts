/** `{{{name}}}` and `{{name}}`, as a workflow writes them; a variable never spans lines. */
const variable = /\{\{\{[^{}\n]*\}\}\}|\{\{[^{}\n]*\}\}/g;

/** A character that means nothing to any of the parsers. */
const NEUTRAL = '\uE000';

/**
 * The same text, of the same length, with every workflow variable blotted out. A parser looks for its marks in the mask and
 * takes the text from the original, so that nothing inside a variable is ever read as a mark.
 */
export function maskVariables(source: string): string {
  return source.replace(variable, (found) => NEUTRAL.repeat(found.length));
}
