/** With the rest of an attempt it has to fit into a cookie, of which browsers keep 4096 bytes. */
const LONGEST = 1500;

/** Stands for whatever address this NocoBase has. */
const HERE = 'http://here.invalid';

/**
 * The path of this NocoBase that a text names, with query and fragment; undefined when it leads, or could lead, anywhere else. Browsers
 * read `//host`, `/\host` and addresses with tabs or line breaks in them as other hosts.
 */
export function sameOriginPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > LONGEST) return undefined;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (!/^\/(?![/\\])/.test(text) || /[\\\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (!URL.canParse(text, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(text, HERE);
  // A path such as /..//host becomes //host only once it is resolved.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : undefined;
}
