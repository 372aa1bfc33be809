import type { Condition, Field } from './fields';

export type Values = Readonly<Record<string, unknown>>;

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether a field says anything. Forms leave empty texts, empty groups and lists behind; those mean "not given". A choice alone
 * says nothing either: the kind of link of a quotation without a quotation.
 */
export function hasValue(field: Field, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  switch (field.control) {
    case 'choice':
      return false;
    case 'list':
      return !Array.isArray(value) || value.length > 0;
    case 'group': {
      if (!isValues(value)) return true;
      const known = new Map(field.fields.map((inner) => [inner.name, inner]));
      return Object.entries(value).some(([name, part]) => {
        const inner = known.get(name);
        return inner ? hasValue(inner, part) : part !== undefined;
      });
    }
    default:
      return true;
  }
}

/** Whether a field counts at all, given its siblings. */
export function isShown(condition: Condition | undefined, siblings: readonly Field[], values: Values): boolean {
  if (!condition) return true;
  const decider = siblings.find((field) => field.name === condition.field);
  const value = values[condition.field] ?? (decider?.control === 'choice' ? decider.default : undefined);
  return condition.is.some((option) => option === value);
}
