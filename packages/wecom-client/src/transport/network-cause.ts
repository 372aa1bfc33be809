import { redact } from './redact';

/** What Node's fetch says of a redirect that it was told not to follow. */
const REDIRECT = 'unexpected redirect';
const REDIRECT_EXPLAINED = 'the answer is a redirect; check the base URL and any proxy between here and WeCom';

/**
 * The same error for people: name, code and message of it and its causes. The platform puts the address into some messages, and
 * the address has secrets in it, so neither the original nor its stack is kept.
 */
export function withoutAddresses(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('the fetch function threw something that is no error');
  const inner = error.cause ?? (error instanceof AggregateError ? (error.errors as unknown[])[0] : undefined);
  const cause = inner instanceof Error ? withoutAddresses(inner) : undefined;
  const code = codeOf(error);
  const message =
    [error.message === REDIRECT ? REDIRECT_EXPLAINED : redact(error.message), cause?.message]
      .filter(Boolean)
      .join(': ') ||
    (code ?? error.name);
  const copy = new Error(message, cause && { cause });
  copy.name = error.name;
  copy.stack = `${copy.name}: ${copy.message}`;
  return code === undefined ? copy : Object.assign(copy, { code });
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
