import { isLoopback } from '../loopback';
import { ANY_LOOPBACK, type SeedAgent } from '../seed';

/** Whether sign-ins of an agent may return to a host: name and port have to be the same (document 91022). */
export function isTrusted({ redirectDomain }: SeedAgent, host: string): boolean {
  if (redirectDomain === ANY_LOOPBACK) return isLoopback(host);
  return redirectDomain?.toLowerCase() === host.toLowerCase();
}
