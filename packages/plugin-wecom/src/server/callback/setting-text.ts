/** A setting as text. What was written through the API may be a number, or anything else, which is no text. */
export function settingText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
