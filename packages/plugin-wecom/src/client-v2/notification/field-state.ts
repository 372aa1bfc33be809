import type { Field, MessageKind } from '@openwecom/client/messages';

type Values = Record<string, unknown>;

/** Whether a value says anything: choices alone do not, they have a default. */
export function hasContent(field: Field, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  switch (field.control) {
    case 'choice':
      return false;
    case 'list':
      return Array.isArray(value) && value.length > 0;
    case 'group':
      return field.fields.some((inner) => hasContent(inner, (value as Values)[inner.name]));
    default:
      return true;
  }
}

/** Parts that a message can do without are added on demand, so that the form is not a wall of inputs. */
export function isOptionalPart(kind: MessageKind, field: Field): boolean {
  if (field.required || (field.control !== 'group' && field.control !== 'list')) return false;
  return !kind.rules?.some((rule) => rule.atLeastOne.some(([part]) => part === field.name));
}

/** Whether the form shows a field at all: what is made when the message is sent is not asked for. */
export function isAsked(field: Field): boolean {
  return !('generated' in field && field.generated);
}

/** What a new list item starts with: the defaults of its choices, because WeCom wants them said. */
export function defaultsOf(fields: readonly Field[]): Values {
  const starts = fields.map((field): [string, unknown] => [field.name, startOf(field)]);
  return Object.fromEntries(starts.filter(([, value]) => value !== undefined));
}

/** What a part starts with when it is added. A list has a row then, for without one there would be nothing to fill in. */
export function startOf(field: Field): unknown {
  switch (field.control) {
    case 'choice':
      return field.default;
    case 'group':
      return defaultsOf(field.fields);
    case 'list':
      return [defaultsOf(field.fields)];
    default:
      return undefined;
  }
}
