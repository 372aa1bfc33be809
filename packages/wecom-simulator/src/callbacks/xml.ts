/** What an element holds: text, other elements, or, under one name, several of them. */
export type XmlValue = string | number | XmlRecord | readonly XmlValue[];

export interface XmlRecord {
  readonly [name: string]: XmlValue;
}

/** Numbers that JavaScript cannot hold, and that are texts here for it. */
const longNumbers: ReadonlySet<string> = new Set(['MsgId']);

/** As WeCom writes it: texts as CDATA, numbers bare, a list as repeated elements, no white space. */
export function writeXml(name: string, value: XmlValue): string {
  if (isList(value)) return value.map((item) => writeXml(name, item)).join('');
  const content = longNumbers.has(name) && typeof value === 'string' ? value : contentOf(value);
  return `<${name}>${content}</${name}>`;
}

function contentOf(value: Exclude<XmlValue, readonly XmlValue[]>): string {
  if (typeof value === 'number') return String(value);
  // CDATA cannot hold its own end, so a text with one is split there.
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return Object.entries(value)
    .map(([name, child]) => writeXml(name, child))
    .join('');
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

/** The text of an element; empty when there is none or it holds others. */
export function textAt(record: XmlRecord, name: string): string {
  const value = record[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** @throws {Error} when there is no such element with a text */
export function requireText(record: XmlRecord, name: string): string {
  return textAt(record, name) || fail(`<${name}> is missing or empty`);
}

/** The elements in one element; none when it is missing or holds text. */
export function elementsAt(record: XmlRecord, name: string): XmlRecord {
  return elementsOf(record[name] ?? '');
}

export function elementsOf(value: XmlValue): XmlRecord {
  return typeof value === 'object' && !isList(value) ? value : {};
}

function fail(message: string): never {
  throw new Error(message);
}

/** CDATA, a tag, or text: the XML of callbacks has nothing else. */
const piece = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/y;

interface Element {
  name: string;
  text: string;
  children: Record<string, XmlValue>;
}

/**
 * The content of the outermost element. Every text stays a text, numbers too.
 *
 * @throws {Error} for what is no such XML: attributes, comments, declarations and document types are none
 */
export function readXml(xml: string): XmlValue {
  const root: Element = { name: '', text: '', children: {} };
  const open: Element[] = [root];
  const text = xml.trim();
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    const match = piece.exec(text);
    const current = open.at(-1);
    if (!match || !current) throw new Error(`the XML cannot be read at character ${at}`);
    const [, cdata, closing, name, empty, bare] = match;
    if (name === undefined) current.text += cdata ?? unescape(bare ?? '');
    else if (closing === '/') close(open, name);
    else {
      open.push({ name, text: '', children: {} });
      if (empty === '/') close(open, name);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name ?? ''}> is not closed`);
  const [content] = Object.values(root.children);
  if (content === undefined) throw new Error('there is no XML');
  return content;
}

function close(open: Element[], name: string): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (!element || !parent || element.name !== name) throw new Error(`</${name}> closes nothing`);
  const value = Object.keys(element.children).length > 0 ? element.children : element.text;
  const earlier = parent.children[name];
  if (earlier === undefined) parent.children[name] = value;
  else parent.children[name] = isList(earlier) ? [...earlier, value] : [earlier, value];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_all, decimal?: string, hex?: string, name = '') => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return entities[String(name)] ?? '';
  });
