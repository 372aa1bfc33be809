import { isJsonObject, type JsonObject } from './json';
import { Refusal, WrongJsonFormat } from './refusal';

/** An escape such as \u4f60 with an odd number of backslashes in front of the u, so a real one. */
const unicodeEscape = /(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/;

/**
 * A JSON body. A form in its place counts as a body without fields, so required ones are missing (document 90315).
 *
 * @throws {WrongJsonFormat} when it is no JSON object
 * @throws {Refusal} 40033 when characters are written as `\uXXXX`
 */
export function readJsonBody(text: string, contentType: string): JsonObject {
  if (/form/i.test(contentType) || text.trim() === '') return {};
  if (text.includes('\\u') && unicodeEscape.test(text))
    throw new Refusal(40033, 'the body writes characters as \\uXXXX');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new WrongJsonFormat('the body is no JSON');
  }
  if (!isJsonObject(body)) throw new WrongJsonFormat('the body is no JSON object');
  return body;
}
