/**
 * What a link may lead to: `open` can be followed, `variable` will be known when the message is sent and `none` is not a
 * link, whatever it says. WeCom follows http and https only.
 */
export type LinkTarget = { kind: 'open'; url: string } | { kind: 'variable' } | { kind: 'none' };

const NONE: LinkTarget = { kind: 'none' };

export function linkTarget(value: unknown): LinkTarget {
  if (typeof value !== 'string') return NONE;
  const address = value.trim();
  if (address.startsWith('{{')) return { kind: 'variable' };
  if (!/^https?:\/\//i.test(address)) return NONE;
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? { kind: 'open', url: address } : NONE;
  } catch {
    return NONE;
  }
}
