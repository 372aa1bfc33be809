/** Whether a setting is a secret in its stored, encrypted form. */
export function isSealed(value: string | undefined): boolean {
  return value?.startsWith('sealed:') ?? false;
}
