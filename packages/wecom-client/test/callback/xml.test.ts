import { describe, expect, it } from 'vitest';
import { parseXml } from '../../src/callback/xml';
import { writeXml } from '../../src/callback/write-xml';

const refused = expect.objectContaining({ name: 'WeComCallbackError', reason: 'xml' }) as Error;

describe('parseXml', () => {
  it('keeps every value as the text it came as', () => {
    expect(
      parseXml('<xml><MsgId>4561255354251345929</MsgId><Order>007</Order><Flag>true</Flag><Price>1e3</Price></xml>'),
    ).toEqual({ MsgId: '4561255354251345929', Order: '007', Flag: 'true', Price: '1e3' });
  });

  it('joins CDATA sections and drops the layout between them', () => {
    expect(parseXml('<xml><Content>\n <![CDATA[a]]]]>\n <![CDATA[>b]]>\n</Content></xml>')).toEqual({
      Content: 'a]]>b',
    });
  });

  it('keeps white space and markup that a member typed', () => {
    const typed = '  <!DOCTYPE html>\n<!-- hi --> &amp; <b>x</b>\t';
    expect(parseXml(`<xml><Content><![CDATA[${typed}]]></Content></xml>`)).toEqual({ Content: typed });
  });

  it('reads the entities of XML outside CDATA', () => {
    expect(parseXml('<xml><A>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&amp;lt;</A></xml>')).toEqual({
      A: '<>&"\'A😀&lt;',
    });
  });

  it('makes an array of what repeats and a record of what nests', () => {
    expect(parseXml('<xml><L><I>1</I><I><N>2</N></I></L>\n<M><I>3</I></M></xml>')).toEqual({
      L: { I: ['1', { N: '2' }] },
      M: { I: '3' },
    });
  });

  it('reads empty elements as empty text', () => {
    expect(parseXml('<xml><A></A><B/><C><![CDATA[]]></C></xml>')).toEqual({ A: '', B: '', C: '' });
    expect(parseXml('<xml></xml>')).toEqual({});
  });

  it('accepts a declaration and layout around the root', () => {
    expect(parseXml('<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>\n')).toEqual({ A: '1' });
  });

  const bomb = `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(10)}">]>`;
  it.each([
    ['a document type', '<!DOCTYPE xml><xml><A>1</A></xml>'],
    ['entities that multiply', `${bomb}<xml><A>&b;</A></xml>`],
    ['an external entity', '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ['a document type behind an attribute that looks like CDATA', '<xml a="<![CDATA["><!DOCTYPE x>]]></xml>'],
    ['an entity nobody declared', '<xml><A>&nbsp;</A></xml>'],
    ['a bare ampersand', '<xml><A>a & b</A></xml>'],
    ['a reference to a character XML does not have', '<xml><A>&#0;</A></xml>'],
    ['a reference beyond Unicode', '<xml><A>&#x110000;</A></xml>'],
    ['a reference to half a character', '<xml><A>&#xD800;</A></xml>'],
    ['a NUL', '<xml><A>a\0b</A></xml>'],
    ['a NUL in CDATA', '<xml><A><![CDATA[a\0b]]></A></xml>'],
    ['an escape sequence for a terminal', '<xml><A><![CDATA[\u001b[31m]]></A></xml>'],
    ['half a character', '<xml><A>\ud800</A></xml>'],
    ['a comment', '<xml><!-- a --><A>1</A></xml>'],
    ['an attribute', '<xml><A b="1">1</A></xml>'],
    ['a processing instruction', '<xml><?php echo 1 ?><A>1</A></xml>'],
    ['open CDATA', '<xml><A><![CDATA[1</A></xml>'],
    ['an element left open', '<xml><A>1</xml>'],
    ['crossed elements', '<xml><A><B>1</A></B></xml>'],
    ['a second root', '<xml><A>1</A></xml><xml><A>2</A></xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['text behind the root', '<xml><A>1</A></xml>x'],
    ['JSON', '{"MsgType":"text"}'],
    ['nothing', ''],
    ['a name that reaches for prototypes', '<xml><__proto__><admin>1</admin></__proto__></xml>'],
    ['a name that reaches for constructors', '<xml><constructor>1</constructor></xml>'],
    ['a hundred levels', `<xml>${'<A>'.repeat(100)}${'</A>'.repeat(100)}</xml>`],
  ])('refuses %s', (_, xml) => {
    expect(() => parseXml(xml)).toThrow(refused);
  });

  it('quotes nothing of the document in its errors', () => {
    expect(() => parseXml('<xml><Secret>tell nobody</Secre></xml>')).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/Secre|tell/) as string }) as Error,
    );
  });
});

describe('writeXml', () => {
  it('writes what parseXml reads', () => {
    const content = { A: 'x]]>y]]]>&<', B: { C: ['1', '2'], D: '' }, E: [{ F: '1' }, { F: '审批' }] };
    expect(parseXml(writeXml('xml', content))).toEqual(content);
  });

  it('writes text as CDATA, numbers bare, and nothing for undefined', () => {
    expect(writeXml('xml', { A: 'a', B: 1, C: undefined, D: ['x', 2] })).toBe(
      '<xml><A><![CDATA[a]]></A><B>1</B><D><![CDATA[x]]></D><D>2</D></xml>',
    );
  });
});
