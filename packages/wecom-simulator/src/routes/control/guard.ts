import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../../loopback';

/**
 * The control API hands out secrets and changes everything, so a web page elsewhere must not reach it through somebody's
 * browser: neither with a request across sites, nor by a name that resolves to this machine.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const origin = c.req.header('origin');
  const fromElsewhere =
    c.req.header('sec-fetch-site') === 'cross-site' ||
    (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//i, '')));
  if (!isLoopback(host) || fromElsewhere)
    return c.json({ error: { message: 'The control API answers to loopback addresses and pages only.' } }, 403);
  await next();
  return undefined;
};
