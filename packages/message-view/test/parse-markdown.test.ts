import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../src/markdown/parse-markdown';

const text = (value: string) => ({ kind: 'text', text: value });
const line = (...inline: unknown[]) => ({ kind: 'line', inline });

describe('parseMarkdown', () => {
  it.each([1, 2, 3, 4, 5, 6])('reads a heading of level %i', (level) => {
    expect(parseMarkdown(`${'#'.repeat(level)} Title`)).toEqual([{ kind: 'heading', level, inline: [text('Title')] }]);
  });

  it('needs a space after the marks of a heading, and knows six levels', () => {
    expect(parseMarkdown('#Title\n####### Title')).toEqual([line(text('#Title')), line(text('####### Title'))]);
  });

  it('joins lines of a quote that follow each other', () => {
    expect(parseMarkdown('> one\n>two\n\n> three')).toEqual([
      { kind: 'quote', lines: [[text('one')], [text('two')]] },
      line(),
      { kind: 'quote', lines: [[text('three')]] },
    ]);
  });

  it('reads bold, code, links and the three font colours inside a line', () => {
    expect(
      parseMarkdown(
        'a **b** `c` [d](https://example.com/d) <font color="info">e</font><font color="comment">f</font><font color="warning">g</font>',
      ),
    ).toEqual([
      line(
        text('a '),
        { kind: 'bold', inline: [text('b')] },
        text(' '),
        { kind: 'code', text: 'c' },
        text(' '),
        { kind: 'link', url: 'https://example.com/d', inline: [text('d')] },
        text(' '),
        { kind: 'font', color: 'info', inline: [text('e')] },
        { kind: 'font', color: 'comment', inline: [text('f')] },
        { kind: 'font', color: 'warning', inline: [text('g')] },
      ),
    ]);
  });

  it('nests marks in each other', () => {
    expect(parseMarkdown('**<font color="info">[a](http://a.example)</font>**')).toEqual([
      line({
        kind: 'bold',
        inline: [
          {
            kind: 'font',
            color: 'info',
            inline: [{ kind: 'link', url: 'http://a.example', inline: [text('a')] }],
          },
        ],
      }),
    ]);
  });

  it('reads no marks inside code', () => {
    expect(parseMarkdown('`**a**`')).toEqual([line({ kind: 'code', text: '**a**' })]);
  });

  it.each([
    '- item',
    '1. item',
    '| a | b |',
    '![alt](https://example.com/a.png)',
    '[a](ftp://example.com/a)',
    '*italic*',
    '_italic_',
    '```',
    '---',
    '[a](javascript:alert(1))',
    '[a](/relative)',
    '<font color="red">a</font>',
    '<b>a</b>',
    '2 ** 3 ** 4',
    'unfinished **bold',
    '@zhangsan',
  ])('leaves %j as it stands', (content) => {
    expect(parseMarkdown(content)).toEqual([line(text(content))]);
  });

  it('keeps variables whole, whatever their names hold', () => {
    const variable = '{{{$context.data.`a`**b**[c](http://d)}}}';
    expect(parseMarkdown(`**${variable}** [x]({{{$context.data.url}}})`)).toEqual([
      line({ kind: 'bold', inline: [text(variable)] }, text(' '), {
        kind: 'link',
        url: '{{{$context.data.url}}}',
        inline: [text('x')],
      }),
    ]);
  });

  it('draws no blank lines around the message', () => {
    expect(parseMarkdown('\n\na\n\n')).toEqual([line(text('a'))]);
  });
});
