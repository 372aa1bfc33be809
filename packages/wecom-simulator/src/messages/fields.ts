import { isJsonObject, type JsonObject } from '../protocol/json';
import { Refusal, WrongJsonFormat } from '../protocol/refusal';

/** Reading fields of a message as WeCom does: a wrong JSON type is a warning, a missing or wrong value an errcode. */

/** A text, or undefined when absent or empty. */
export function optionalText(parent: JsonObject, name: string): string | undefined {
  const value = parent[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new WrongJsonFormat(`"${name}" is not a string`);
  return value;
}

export function requiredText(parent: JsonObject, name: string, errcode: number): string {
  const value = optionalText(parent, name);
  if (value === undefined) throw new Refusal(errcode, `"${name}" is missing or empty`);
  return value;
}

export function optionalInteger(parent: JsonObject, name: string): number | undefined {
  const value = parent[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new WrongJsonFormat(`"${name}" is not an integer`);
  return value;
}

/** An integer out of `allowed`; `fallback` when absent. */
export function choice(
  parent: JsonObject,
  name: string,
  allowed: readonly number[],
  fallback: number,
  errcode: number,
): number {
  const value = optionalInteger(parent, name) ?? fallback;
  if (!allowed.includes(value)) throw new Refusal(errcode, `"${name}" is ${value}, allowed: ${allowed.join(', ')}`);
  return value;
}

export function optionalGroup(parent: JsonObject, name: string): JsonObject | undefined {
  const value = parent[name];
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) throw new WrongJsonFormat(`"${name}" is not an object`);
  return value;
}

export function requiredGroup(parent: JsonObject, name: string, errcode: number): JsonObject {
  const value = optionalGroup(parent, name);
  if (!value) throw new Refusal(errcode, `"${name}" is missing`);
  return value;
}

/** A list of objects; empty when absent. */
export function groups(parent: JsonObject, name: string): JsonObject[] {
  const value = parent[name];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isJsonObject))
    throw new WrongJsonFormat(`"${name}" is not a list of objects`);
  return value;
}

export function checkCount(name: string, count: number, min: number, max: number, errcode: number): void {
  if (count < min || count > max)
    throw new Refusal(errcode, `"${name}" has ${count} entries, allowed: ${min} to ${max}`);
}

export function checkBytes(name: string, value: string, max: number, errcode: number): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > max) throw new Refusal(errcode, `"${name}" has ${bytes} bytes, at most ${max}`);
}

export function checkUnique(name: string, values: readonly string[], errcode: number): void {
  if (new Set(values).size !== values.length) throw new Refusal(errcode, `"${name}" repeats a value`);
}

/** A link with http:// or https://, at most 2048 bytes. */
export function optionalLink(parent: JsonObject, name: string): string | undefined {
  const value = optionalText(parent, name);
  if (value === undefined) return undefined;
  if (!/^https?:\/\//i.test(value)) {
    const errcode = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? 40127 : 45034;
    throw new Refusal(errcode, `"${name}" does not start with http:// or https://`);
  }
  checkBytes(name, value, 2048, 40039);
  return value;
}

export function requiredLink(parent: JsonObject, name: string, errcode: number): string {
  const value = optionalLink(parent, name);
  if (value === undefined) throw new Refusal(errcode, `"${name}" is missing or empty`);
  return value;
}
