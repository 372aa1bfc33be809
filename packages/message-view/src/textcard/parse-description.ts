import { maskVariables } from '../mask-variables';

/** The three styles of a text card; text outside them is `normal`. */
export type Tone = 'gray' | 'normal' | 'highlight';

/** One block of a description. `text` breaks its lines with `\n`. */
export interface DescriptionBlock {
  tone: Tone;
  text: string;
}

const block = /<div\s+class=(["'])(?<tone>gray|normal|highlight)\1\s*>(?<text>.*?)<\/div>/dgis;
const lineBreak = /<br\s*\/?>/gi;

/**
 * Splits the description of a text card: `<br>` and `<div class="gray|normal|highlight">` mean what they say (document
 * 90236), everything else is text as it stands. Blank space between two blocks is not drawn.
 */
export function parseDescription(description: string): DescriptionBlock[] {
  const blocks: DescriptionBlock[] = [];
  let done = 0;
  const addPlain = (end: number) => {
    const between = description.slice(done, end);
    const text = breakLines(between);
    if (text.trim() !== '' || text !== between) blocks.push({ tone: 'normal', text });
  };
  for (const match of maskVariables(description).matchAll(block)) {
    const found = match.indices?.groups;
    if (!found?.tone || !found.text) continue;
    addPlain(match.index);
    const tone = description.slice(...found.tone).toLowerCase() as Tone;
    blocks.push({ tone, text: breakLines(description.slice(...found.text)) });
    done = match.index + match[0].length;
  }
  addPlain(description.length);
  return blocks;
}

/** `<br>` inside a variable's name is part of the name. */
function breakLines(text: string): string {
  let broken = '';
  let done = 0;
  for (const match of maskVariables(text).matchAll(lineBreak)) {
    broken += `${text.slice(done, match.index)}\n`;
    done = match.index + match[0].length;
  }
  return broken + text.slice(done);
}
