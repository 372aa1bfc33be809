/**
 * A fresh id for a template card. WeCom refuses an id the app has used before (42014), even in a failed attempt, so it is random:
 * 128 bits as hexadecimal digits.
 */
export function newTaskId(): string {
  // Not `randomUUID`, which browsers offer on secure origins only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `card_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
