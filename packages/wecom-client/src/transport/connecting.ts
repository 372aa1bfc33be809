import { subscribe } from 'node:diagnostics_channel';

/** What undici, which is also Node's fetch, could not connect with; the same objects that its `fetch` has as causes. */
const failedToConnect = new WeakSet<object>();

// Told from the error alone, a connection that was reset while TLS was agreed on looks like one that was reset after the request.
subscribe('undici:client:connectError', (message) => {
  const { error } = message as { error?: unknown };
  if (error instanceof Error) failedToConnect.add(error);
});

/** Codes of Node and undici for a connection that was never made, whoever made the request. */
const NEVER_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT']);

/** A certificate that is not accepted; it is looked at before anything is sent. */
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|SELF_SIGNED_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/;

/** System calls before there is a connection. The same codes come from `read` and `write` when one breaks: ETIMEDOUT, EHOSTUNREACH. */
const BEFORE_CONNECTED = new Set(['connect', 'bind', 'getaddrinfo']);

/**
 * Whether `error`, as thrown by `fetch`, says that no connection was made (name lookup, connect, TLS), so that no request can have left.
 * Unknown errors do not say so, and neither do EPROTO and ERR_SSL_* by themselves: they also come in the middle of a connection.
 */
export function failedBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (failedToConnect.has(error)) return true;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(failedBeforeSending);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') {
    return NEVER_CONNECTED.has(code) || CERTIFICATE.test(code) || BEFORE_CONNECTED.has(syscall ?? '');
  }
  return failedBeforeSending(error.cause);
}
