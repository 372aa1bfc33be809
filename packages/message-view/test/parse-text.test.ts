import { describe, expect, it } from 'vitest';
import { parseText } from '../src/text/parse-text';

describe('parseText', () => {
  it('makes links of anchors with an http or https address', () => {
    expect(parseText('See <a href="https://example.com/a?b=1&c=2">the form</a>, please')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'the form', url: 'https://example.com/a?b=1&c=2' },
      { kind: 'text', text: ', please' },
    ]);
  });

  it.each([
    '<b>bold</b>',
    '<a href="javascript:alert(1)">click</a>',
    '<a href="/relative">click</a>',
    '<a href="https://example.com" onclick="x()">click</a>',
    '<a>no address</a>',
    '**not markdown**',
    'line one\nline two',
  ])('leaves %j as it stands', (content) => {
    expect(parseText(content)).toEqual([{ kind: 'text', text: content }]);
  });

  it('keeps variables whole, in texts and as addresses', () => {
    expect(
      parseText('{{{$context.data.title}}} <a href="{{{$context.data.url}}}">{{{$context.data.name}}}</a>'),
    ).toEqual([
      { kind: 'text', text: '{{{$context.data.title}}} ' },
      { kind: 'link', text: '{{{$context.data.name}}}', url: '{{{$context.data.url}}}' },
    ]);
  });

  it('finds no link inside the name of a variable', () => {
    const content = '{{{a<a href="https://example.com">b</a>c}}}';
    expect(parseText(content)).toEqual([{ kind: 'text', text: content }]);
  });

  it('reads several links, over several lines', () => {
    const links = parseText('<a href="http://a.example">a</a>\n<a href=\'http://b.example\'>b</a>').filter(
      (part) => part.kind === 'link',
    );
    expect(links.map((link) => link.url)).toEqual(['http://a.example', 'http://b.example']);
  });
});
