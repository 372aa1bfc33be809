import { redact } from '@openwecom/client';

const LONGEST = 500;

/** Why something failed, for a log or a list: its message alone. Errors of the database carry the whole statement beside it. */
export function reasonOf(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error)).slice(0, LONGEST);
}
