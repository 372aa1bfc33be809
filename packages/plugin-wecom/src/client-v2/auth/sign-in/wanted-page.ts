/** The part of an address before the path of a page of this client, without a slash at its end, such as `/v`. */
export type ClientBase = string;

/**
 * The page that somebody wanted who was sent to sign in, as a path of this site. The legacy client names it relative to its base, the
 * modern one from the root. Undefined for the start page, which nobody asked for by name: the settings say what opens then.
 *
 * @param text `redirect` or `to` of an address; anything that leads, or could lead, to another site counts as nothing
 */
export function wantedPage(text: string | null, base: ClientBase): string | undefined {
  if (!text || !isLocal(text)) return undefined;
  const path = base === '' || text === base || text.startsWith(`${base}/`) ? text : base + text;
  return isStart(path.slice(base.length)) ? undefined : path;
}

/**
 * What the address of the sign-in page says somebody wanted. The legacy client writes it there as it is, so that a query of its own
 * reaches to the end; the modern one encodes it.
 */
export function redirectOf(search: string): string | null {
  const asItIs = /[?&]redirect=(\/[^?&]*\?.*)$/.exec(search)?.[1];
  return asItIs ?? new URLSearchParams(search).get('redirect');
}

/** Browsers read `//host`, `/\host` and addresses with tabs or line breaks in them as other sites. */
export function isLocal(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (!/^\/(?![/\\])/.test(path) || /[\\\u0000-\u001f\u007f]/.test(path)) return false;
  const here = 'http://here.invalid';
  if (!URL.canParse(path, here)) return false;
  const { origin, pathname } = new URL(path, here);
  return origin === here && !pathname.startsWith('//');
}

const isStart = (path: string): boolean => /^\/?(admin\/?)?$/.test(path);
