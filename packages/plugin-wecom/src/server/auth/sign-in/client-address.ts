import { BlockList, isIP } from 'node:net';
import type { RequestContext } from '../../request-context';

/** Where a proxy in front of NocoBase is: on the same machine or in the same network. */
const nearby = new BlockList();
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  nearby.addSubnet(network, prefix, 'ipv4');
}

/**
 * Whose attempts are counted together: whoever connected. Behind a proxy nearby everybody would be one, so there the last entry of
 * `X-Forwarded-For` counts too, which that proxy wrote itself. Entries before it, which the host believes, anybody can make up.
 */
export function clientAddress(ctx: Pick<RequestContext, 'ip' | 'get'>): string {
  const connected = ctx.ip.replace(/^::ffff:(?=\d+\.)/, '');
  const seen = ctx.get('X-Forwarded-For').split(',').at(-1)?.trim() ?? '';
  return isIP(seen) && isNearby(connected) ? `${connected} for ${seen}` : connected;
}

function isNearby(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && nearby.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
