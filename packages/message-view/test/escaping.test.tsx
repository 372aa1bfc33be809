// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { MessageView, summarizeMessage, type AppMessage } from '../src';
import { samples } from './samples';

afterEach(cleanup);

/** What must never come out of a message, whatever went in. */
function dangers(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'FORM'].includes(element.tagName)) found.push(element.tagName);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`${name}=${value}`);
      if (['href', 'src', 'action', 'xlink:href'].includes(name) && !/^https?:\/\//i.test(value)) {
        found.push(`${name}=${value}`);
      }
    }
  }
  return found;
}

const pieces = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">',
  '<a href="https://example.com" onclick="alert(1)">x</a>',
  "<a href='https://example.com'>",
  '</a>',
  '<div class="gray">',
  '<div class="gray" onmouseover="alert(1)">',
  '</div>',
  '<br>',
  '[x](javascript:alert(1))',
  '[x](https://example.com/"onclick="alert(1))',
  '**',
  '`',
  '> ',
  '# ',
  '<font color="info">',
  '<font color="info" onclick="x">',
  '</font>',
  '{{{$context.data.title}}}',
  '{{{',
  '}}}',
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://example.com/',
  '\n',
  ' ',
];

const hostile = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'grapheme', maxLength: 6 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

/** The message with every text replaced by hostile ones, one after the other. */
function poisoned<Value>(value: Value, texts: readonly string[]): Value {
  let next = 0;
  const keep = new Set(['msgtype', 'card_type']);
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      typeof part === 'string' && !keep.has(key) ? texts[next++ % texts.length] : part,
    ),
  ) as Value;
}

describe('whatever a message holds', () => {
  it.each(Object.entries<AppMessage>(samples))('%s never becomes script, handler or foreign link', (_name, message) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (texts) => {
        const { container, unmount } = render(<MessageView message={poisoned(message, texts)} />);
        expect(dangers(container)).toEqual([]);
        unmount();
      }),
      { numRuns: 40 },
    );
  });

  it.each(Object.entries<AppMessage>(samples))(
    '%s is drawn when its parts are not what they should be',
    (_name, message) => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...Object.keys(message)), (value, part) => {
          const broken = { ...message, [part]: value };
          const { container, unmount } = render(<MessageView message={broken} />);
          expect(dangers(container)).toEqual([]);
          expect(typeof summarizeMessage(broken)).toBe('string');
          unmount();
        }),
        { numRuns: 25 },
      );
    },
  );

  it('draws a template card whose parts are not what they should be', () => {
    const parts = Object.keys(samples.text_notice.template_card);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...parts), fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom('text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'),
        (card, cardType) => {
          const message = { msgtype: 'template_card', template_card: { ...card, card_type: cardType } } as AppMessage;
          const { container, unmount } = render(<MessageView message={message} />);
          expect(dangers(container)).toEqual([]);
          unmount();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows markup it does not know as text', () => {
    const { container } = render(
      <MessageView message={{ msgtype: 'text', text: { content: '<script>alert(1)</script><b>x</b>' } }} />,
    );
    expect(container.textContent).toBe('<script>alert(1)</script><b>x</b>');
  });
});
