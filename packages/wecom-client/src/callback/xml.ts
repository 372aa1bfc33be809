import { XMLParser } from 'fast-xml-parser';
import { WeComCallbackError } from '../errors/callback-error';

/** What an element holds. Text stays text: a `MsgId` has more digits than a number can carry. */
export type XmlValue = string | XmlRecord | readonly (string | XmlRecord)[];

/** Child elements by name; one that repeats is an array. */
export interface XmlRecord {
  readonly [name: string]: XmlValue;
}

/** fast-xml-parser's tree in document order: `{ name: children }`, with attributes beside it under `:@`. */
type Node = Readonly<Record<string, unknown>>;

const TEXT = '#text';
const CDATA = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  // Attributes are read so that they can be refused.
  ignoreAttributes: false,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  // Nothing here asks for paths, and writing one for every element takes a third of the time.
  jPath: false,
  // WeCom's deepest message, an approval, has seven levels.
  maxNestedTags: 16,
});

/**
 * Reads the decrypted XML of a callback into plain records.
 *
 * Only what WeCom uses is XML here: elements, text and CDATA. Document types, entities other than the five of XML, comments,
 * attributes, processing instructions and control characters are refused.
 *
 * @throws {WeComCallbackError} `xml`
 */
export function parseXml(xml: string): XmlRecord {
  // Neither is text in XML, and PostgreSQL stores no NUL.
  if (NO_CHARACTER.test(xml)) throw invalid('holds characters that XML does not have');
  refuseDeclarations(xml);
  const elements = parse(xml).filter((node) => !isBlankText(node));
  const root = elements[0];
  if (elements.length !== 1 || root === undefined || nameOf(root) !== 'xml') throw invalid('has no single root "xml"');
  const record = readElement(root);
  return typeof record === 'string' ? {} : record;
}

function parse(xml: string): readonly Node[] {
  try {
    return parser.parse(xml, true) as readonly Node[];
  } catch {
    // The parser's own message quotes the document, which may be personal and is chosen by whoever sent it.
    throw invalid('is not well-formed');
  }
}

/** `<!` may begin nothing but CDATA. Inside CDATA it is text that a member may have typed. */
function refuseDeclarations(xml: string): void {
  for (let at = xml.indexOf('<!'); at !== -1; at = xml.indexOf('<!', at)) {
    const end = xml.startsWith('<![CDATA[', at) ? xml.indexOf(']]>', at) : -1;
    if (end === -1) throw invalid('holds a document type, an entity declaration, a comment or an open CDATA section');
    at = end;
  }
}

function readElement(node: Node): string | XmlRecord {
  const children = childrenOf(node);
  return children.every(isText) ? readText(children) : readRecord(children.filter((child) => !isText(child)));
}

function readRecord(elements: readonly Node[]): XmlRecord {
  const record: Record<string, string | XmlRecord | (string | XmlRecord)[]> = {};
  for (const element of elements) {
    // Safe as a key: nameOf() refuses "__proto__".
    const name = nameOf(element);
    const value = readElement(element);
    const earlier = Object.hasOwn(record, name) ? record[name] : undefined;
    if (earlier === undefined) record[name] = value;
    else if (Array.isArray(earlier)) earlier.push(value);
    else record[name] = [earlier, value];
  }
  return record;
}

/** Text and CDATA in their order. Blank text beside CDATA is layout. */
function readText(parts: readonly Node[]): string {
  const hasCdata = parts.some((part) => CDATA in part);
  let text = '';
  for (const part of parts) {
    if (CDATA in part) text += childrenOf(part).map(textOf).join('');
    else if (!hasCdata || !isBlankText(part)) text += decodeEntities(textOf(part));
  }
  return text;
}

const isText = (node: Node) => TEXT in node || CDATA in node;
const isBlankText = (node: Node) => TEXT in node && textOf(node).trim() === '';
const textOf = (node: Node) => String(node[TEXT]);
const childrenOf = (node: Node) => Object.values(node)[0] as readonly Node[];

const NAME = /^[A-Za-z][\w.-]*$/;

function nameOf(node: Node): string {
  const [name, ...others] = Object.keys(node);
  if (name === undefined || !NAME.test(name) || others.length > 0) throw invalid('holds an attribute or an odd name');
  return name;
}

const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (!isCharacter(code)) throw invalid('holds an entity that is not one of XML');
    return String.fromCodePoint(code);
  });
}

/** What XML 1.0 does not call a character: controls, halves of characters, and two that never are any. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** NaN is none. */
const isCharacter = (code: number) => code >= 0 && code <= 0x10ffff && !NO_CHARACTER.test(String.fromCodePoint(code));

const invalid = (what: string) => new WeComCallbackError('xml', `The decrypted callback ${what}.`);
