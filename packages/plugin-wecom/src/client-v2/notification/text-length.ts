import { measure, type Limit } from '@openwecom/client/messages';

const variable = /\{\{\{[^{}\n]*\}\}\}|\{\{[^{}\n]*\}\}/g;

export interface TextLength {
  /** In the unit of the limit. Variables count as nothing: their text is known only when the workflow runs. */
  length: number;
  hasVariables: boolean;
  isOver: boolean;
}

/** Length of a text in WeCom's unit, as far as it is known before the workflow runs. */
export function textLength(text: string, limit: Limit): TextLength {
  const fixed = text.replace(variable, '');
  const length = measure(fixed, limit.unit);
  return { length, hasVariables: fixed !== text, isOver: length > limit.max };
}

export const containsVariable = (text: string): boolean => text.search(variable) >= 0;

/** A link must carry its scheme, unless it begins with a variable, which may bring one. */
export const carriesScheme = (link: string): boolean => /^\s*(https?:\/\/.|\{\{)/i.test(link);
