import type { XmlRecord, XmlValue } from './xml';

/** How one element becomes one property. */
export interface Field<T> {
  /** `undefined` when the element does not have the shape this field asks for. */
  read: (value: XmlValue) => T | undefined;
  optional?: true;
  /** What a missing element stands for, when it is not simply absent. */
  missing?: () => T;
}

/** One field for each property of `T`: the compiler asks for them all. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> };

/** An element that may be missing. An empty one is not missing: in an update it says that a value was cleared. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => ({ ...field, optional: true });

/** A list whose element is left out when nothing is in it. */
export const orEmpty = <T>(list: Field<T[]>): Field<T[]> => ({ ...list, missing: () => [] });

export const text: Field<string> = { read: (value) => (typeof value === 'string' ? value : undefined) };

/** `1,2,3`; an empty element is an empty list. */
export const commaList: Field<string[]> = {
  read: (value) => (typeof value === 'string' ? value.split(',').filter((item) => item !== '') : undefined),
};

/** An element with fixed children. */
export const record = <T>(fields: Fields<T>): Field<T> => ({
  read: (value) => (isRecord(value) ? readFields(value, fields) : undefined),
});

/** The same element, with a child that may be spelt in another way, too. */
export const respelled = <T>({ from, to }: { from: string; to: string }, field: Field<T>): Field<T> => ({
  ...field,
  read: (value) => {
    if (!isRecord(value)) return field.read(value);
    const { [from]: respelt, ...rest } = value;
    return field.read(respelt === undefined ? value : { [to]: respelt, ...rest });
  },
});

/** An element whose children are looked up elsewhere and so handed on as they are. */
export const anyRecord: Field<XmlRecord> = { read: (value) => (isRecord(value) ? value : undefined) };

/** An element that holds any number of `name` elements: the list of what they hold. */
export const listOf = <T>(name: string, item: Field<T>): Field<T[]> => ({
  read: (value) => {
    if (typeof value === 'string') return value.trim() === '' ? [] : undefined;
    const items = isRecord(value) ? value[name] : undefined;
    if (items === undefined) return undefined;
    const read = (isList(items) ? items : [items]).map((each) => item.read(each));
    return read.every((each) => each !== undefined) ? read : undefined;
  },
});

/** Reads `fields` out of `body` and leaves everything else; `undefined` when a required one is missing or one is misshapen. */
export function readFields<T>(body: XmlRecord, fields: Fields<T>): T | undefined {
  const result: Partial<Record<keyof T, unknown>> = {};
  for (const name of Object.keys(fields) as (keyof T & string)[]) {
    const field = fields[name];
    const value = body[name];
    if (value === undefined && field.optional) continue;
    const read = value === undefined ? field.missing?.() : field.read(value);
    if (read === undefined) return undefined;
    result[name] = read;
  }
  return result as T;
}

const isList = (value: XmlValue): value is readonly (string | XmlRecord)[] => Array.isArray(value);
const isRecord = (value: XmlValue): value is XmlRecord => typeof value === 'object' && !isList(value);
