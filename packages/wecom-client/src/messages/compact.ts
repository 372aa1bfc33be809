import type { Field } from './fields';
import { findMessageKind, messageKinds } from './kinds';
import type { MessageBody } from './message';
import { hasValue, isShown, isValues, type Values } from './presence';

/**
 * The same message without what a form leaves behind: bodies of kinds chosen earlier, empty texts, groups and lists without a value,
 * and fields that the chosen kind of link does not use. Kinds without a description come back as they are.
 */
export function compactMessage<Body extends MessageBody>(body: Body): Body {
  const inner = (body as unknown as Values)[body.msgtype];
  if (!isValues(inner)) return body;
  const kind = findMessageKind(body.msgtype, inner['card_type']);
  if (!kind) return body;
  const others = Object.values(messageKinds).map(({ msgtype }): string => msgtype);
  const kept = Object.entries(body).filter(([name]) => name === body.msgtype || !others.includes(name));
  return { ...Object.fromEntries(kept), [body.msgtype]: compactFields(kind.fields, inner) } as Body;
}

function compactFields(fields: readonly Field[], values: Values): Values {
  const described = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const field = described.get(name);
      if (!field) return [[name, value]];
      if (!isShown(field.shownWhen, fields, values)) return [];
      if (field.control === 'choice') return value === undefined || value === null ? [] : [[name, value]];
      return hasValue(field, value) ? [[name, compactField(field, value)]] : [];
    }),
  );
}

function compactField(field: Field, value: unknown): unknown {
  if (field.control === 'group' && isValues(value)) return compactFields(field.fields, value);
  if (field.control === 'list' && Array.isArray(value)) {
    return value.map((item: unknown) => (isValues(item) ? compactFields(field.fields, item) : item));
  }
  return value;
}
