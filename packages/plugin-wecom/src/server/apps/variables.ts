import { WeComAppError } from './app-error';

/** What we use of `app.environment`: the host's "Variables and secrets". */
export interface Environment {
  getVariables(): Record<string, string>;
  getNonSecretVariables(): Record<string, string>;
  renderJsonTemplate(template: unknown): unknown;
}

const VARIABLE = /\{\{\s*\$env\.([^\s{}|]+)[^{}]*\}\}/g;

/** Names of the variables in a text. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []);
}

/** True for `{{$env.NAME}}` and nothing beside it. */
export function isVariable(text: string): boolean {
  return /^\s*\{\{\s*\$env\.[^\s{}]+\s*\}\}\s*$/.test(text);
}

/**
 * The text with its variables replaced by what they are now.
 *
 * @throws {WeComAppError} `variableUnknown`; the host would put nothing there without a word
 */
export function renderVariables(text: string, environment: Environment): string {
  const known = environment.getVariables();
  const unknown = variablesIn(text).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw new WeComAppError('variableUnknown', { names: unknown.join(', ') });
  return variablesIn(text).length > 0 ? String(environment.renderJsonTemplate(text)) : text;
}

/** True when a variable in the text is one of the host's secrets. */
export function mentionsSecret(text: string, environment: Environment): boolean {
  const open = environment.getNonSecretVariables();
  return variablesIn(text).some((name) => !Object.hasOwn(open, name));
}
