import { describe, expect, it } from 'vitest';
import { readXml, writeXml, type XmlRecord } from '../../src/callbacks/xml';

describe('the XML of callbacks', () => {
  it('writes texts as CDATA and numbers bare, long ones too', () => {
    const message = { Content: 'a < b', CreateTime: 1700000000, MsgId: '7321456789012345678' };
    expect(writeXml('xml', message)).toBe(
      '<xml><Content><![CDATA[a < b]]></Content><CreateTime>1700000000</CreateTime><MsgId>7321456789012345678</MsgId></xml>',
    );
  });

  it('repeats an element for each item of a list', () => {
    const items = { SelectedItem: [{ OptionId: ['a', 'b'] }, { OptionId: [] }] };
    expect(writeXml('SelectedItems', items)).toBe(
      '<SelectedItems><SelectedItem><OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId></SelectedItem>' +
        '<SelectedItem></SelectedItem></SelectedItems>',
    );
  });

  it.each<XmlRecord>([
    { Content: 'the end of CDATA is ]]> and not ]] > here' },
    { Content: '审批已通过 👨‍👩‍👧‍👦\n<xml>&amp;' },
    { A: { B: { C: 'deep' } }, D: ['1', '2'] },
    { Content: '' },
  ])('reads what it writes: %j', (message) => {
    expect(readXml(writeXml('xml', message))).toEqual(message);
  });

  it('reads what others write: entities, white space, empty elements', () => {
    const xml = `
      <xml>
        <MsgType>text</MsgType>
        <Content>1 &lt; 2 &amp;&amp; &#x4f60;&#22909;</Content>
        <Empty/>
      </xml>`;
    expect(readXml(xml)).toEqual({ MsgType: 'text', Content: '1 < 2 && 你好', Empty: '' });
  });

  it.each([
    '',
    'success',
    '<xml>',
    '<xml></html>',
    '<!DOCTYPE x><xml></xml>',
    '<?xml version="1.0"?><xml/>',
    '{"errcode":0}',
  ])('does not read %s', (text) => {
    expect(() => readXml(text)).toThrow();
  });
});
