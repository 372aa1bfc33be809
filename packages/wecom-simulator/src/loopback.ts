const loopback = /^(?:localhost|[0-9a-z-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** @param host a name or address, with its port if it has one, as in a `Host` header */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}
