/** What can be written: text becomes CDATA, numbers stand bare, an array repeats its element, `undefined` writes nothing. */
export type XmlContent = string | number | { readonly [name: string]: XmlContent | undefined } | readonly XmlContent[];

/** Writes one element with everything inside it, without layout, as WeCom writes its own. */
export function writeXml(name: string, content: XmlContent): string {
  if (isList(content)) return content.map((item) => writeXml(name, item)).join('');
  return `<${name}>${writeContent(content)}</${name}>`;
}

function writeContent(content: Exclude<XmlContent, readonly XmlContent[]>): string {
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return writeCdata(content);
  return Object.entries(content)
    .map(([name, value]) => (value === undefined ? '' : writeXml(name, value)))
    .join('');
}

/** `]]>` would end the section, so it is spread over two. */
const writeCdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const isList = (content: XmlContent): content is readonly XmlContent[] => Array.isArray(content);
