/** What WeCom puts into queries, bodies and settings and nobody may read in a log. */
const secretNames = [
  'access_token',
  'corpsecret',
  'code',
  'user_ticket',
  'secret',
  'token',
  'encodingAESKey',
  'encoding_aeskey',
  'suite_ticket',
  'jsapi_ticket',
] as const;

const names = secretNames.join('|');
const inQuery = new RegExp(`(?<![A-Za-z0-9_])(${names})=[^&\\s"'#]+`, 'gi');
const inJson = new RegExp(`(["'])(${names})\\1(\\s*:\\s*)(["'])(?:(?!\\4)[^\\\\]|\\\\.)*\\4`, 'gi');
const asKey = new RegExp(`^(?:${names})$`, 'i');

const MASK = '[redacted]';

/**
 * A copy of a text, or of plain data, in which the values of all secrets WeCom knows are masked: access_token, corpsecret, code,
 * user_ticket, secret, token, encodingAESKey and tickets, in queries, in JSON and as keys.
 */
export function redact<Value>(value: Value): Value;
export function redact(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(inQuery, `$1=${MASK}`).replace(inJson, `$1$2$1$3$4${MASK}$4`);
  }
  if (Array.isArray(value)) return value.map((item: unknown) => redact(item));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, asKey.test(key) ? MASK : (redact(inner) as unknown)]),
  );
}
