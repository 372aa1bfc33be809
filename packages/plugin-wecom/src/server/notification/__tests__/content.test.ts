import { describe, expect, it } from 'vitest';
import { ContentError } from '../content-error';
import { readContent } from '../content';

const caller = { fromCaller: true };
const workflow = { fromCaller: false };
const card = { title: 'Title', description: 'Text', url: 'https://x.example' };

function issues(message: Record<string, unknown>): string[] {
  try {
    readContent(message, workflow);
  } catch (error) {
    if (error instanceof ContentError) return error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw error;
  }
  return [];
}

describe('the wire shape', () => {
  it('is sent as it is', () => {
    const content = { msgtype: 'textcard', textcard: card };
    expect(readContent({ content }, workflow)).toEqual(content);
  });

  it('may carry drafts of the other types', () => {
    const content = {
      msgtype: 'markdown',
      markdown: { content: 'x' },
      textcard: { title: 'draft' },
      template_card: {},
    };
    expect(readContent({ content }, workflow)).toEqual({ msgtype: 'markdown', markdown: { content: 'x' } });
  });

  it('is a text card when the type is missing', () => {
    const body = { msgtype: 'textcard', textcard: card };
    expect(readContent({ content: { textcard: card } }, workflow)).toEqual(body);
    expect(readContent({ content: card }, workflow)).toEqual(body);
    expect(readContent({ content: { msgtype: '', textcard: card, markdown: { content: 'x' } } }, workflow)).toEqual(
      body,
    );
  });

  it('is refused with the path of each field that is unknown or wrong', () => {
    expect(
      issues({ content: { msgtype: 'textcard', textcard: { ...card, url: 'x.example', colour: 1 }, extra: 1 } }),
    ).toEqual(['extra unknown', 'textcard.url scheme', 'textcard.colour unknown']);
    expect(issues({ content: { msgtype: 'letter', letter: {} } })).toEqual(['msgtype choice']);
    expect(
      issues({
        content: {
          msgtype: 'template_card',
          template_card: {
            card_type: 'text_notice',
            card_action: { type: 1, url: 'https://x' },
            jump_list: [{ type: 1, url: 'https://x' }],
          },
        },
      }),
    ).toEqual(['template_card.jump_list.0.title required', 'template_card at-least-one']);
  });

  it('is cut where WeCom would cut it, but never inside a character or a tag', () => {
    const content = {
      msgtype: 'textcard',
      textcard: {
        ...card,
        title: '汉'.repeat(60),
        description: `${'a'.repeat(505)}<div class="gray">x</div>`,
        btntxt: '查看全部详情',
      },
    };
    expect(readContent({ content }, workflow)).toMatchObject({
      textcard: { title: '汉'.repeat(42), description: 'a'.repeat(505), btntxt: '查看全部' },
    });
  });

  it('is not cut where WeCom refuses or shows an ellipsis itself', () => {
    const template_card = {
      card_type: 'text_notice',
      main_title: { title: '长'.repeat(99) },
      card_action: { type: 1, url: 'https://x.example' },
    };
    expect(readContent({ content: { msgtype: 'template_card', template_card } }, workflow)).toEqual({
      msgtype: 'template_card',
      template_card,
    });
    expect(
      issues({ content: { msgtype: 'textcard', textcard: { ...card, url: `https://${'x'.repeat(2048)}` } } }),
    ).toEqual(['textcard.url limit']);
  });

  it('gets a task id only as a card that can be answered, a new one each time', () => {
    const menu = { desc: 'm', action_list: [{ text: 'a', key: 'a' }] };
    const template_card = {
      card_type: 'text_notice',
      main_title: { title: 't' },
      card_action: { type: 1, url: 'https://x.example' },
      action_menu: menu,
    };
    const ids = [1, 2].map(
      () =>
        (
          readContent({ content: { msgtype: 'template_card', template_card } }, workflow) as {
            template_card: { task_id?: string };
          }
        ).template_card.task_id,
    );
    expect(ids[0]).toMatch(/^[\w-]{20,128}$/);
    expect(ids[0]).not.toBe(ids[1]);
    const plain = { ...template_card, action_menu: { desc: '', action_list: [] } };
    expect(readContent({ content: { msgtype: 'template_card', template_card: plain } }, workflow)).not.toHaveProperty(
      'template_card.task_id',
    );
  });
});

describe('what callers write for other channels', () => {
  it('becomes a text', () => {
    expect(readContent({ content: 'Hello' }, workflow)).toEqual({ msgtype: 'text', text: { content: 'Hello' } });
    expect(readContent({ title: 'T', content: 'C' }, caller)).toEqual({ msgtype: 'text', text: { content: 'T\nC' } });
    expect(readContent({ subject: 'S', text: 'C' }, caller)).toEqual({ msgtype: 'text', text: { content: 'S\nC' } });
    expect(readContent({ content: { title: 'T', content: 'C' } }, workflow)).toEqual({
      msgtype: 'text',
      text: { content: 'T\nC' },
    });
  });

  it('becomes a text card when there is a link, the one for phones first', () => {
    const options = { url: 'https://desktop.example', mobileUrl: 'https://phone.example' };
    expect(readContent({ title: 'T', content: 'C', options }, caller)).toEqual({
      msgtype: 'textcard',
      textcard: { title: 'T', description: 'C', url: 'https://phone.example' },
    });
    expect(readContent({ content: 'First line\nmore', options }, caller)).toMatchObject({
      textcard: { title: 'First line', description: 'First line<br>more' },
    });
  });

  it('completes a path with the address of this NocoBase, and leaves other links out', () => {
    const message = (url: string) => ({ title: 'T', content: 'C', options: { url } });
    expect(readContent(message('/admin/1?a=b'), { ...caller, origin: 'https://nb.example/' })).toMatchObject({
      textcard: { url: 'https://nb.example/admin/1?a=b' },
    });
    expect(readContent(message('/admin/1'), caller)).toMatchObject({ msgtype: 'text' });
    expect(readContent(message('javascript:alert(1)'), { ...caller, origin: 'https://nb.example' })).toMatchObject({
      msgtype: 'text',
    });
  });

  it('is not taken from outside the content in a workflow', () => {
    expect(() => readContent({ title: 'compiled twice', options: { url: 'https://x.example' } }, workflow)).toThrow(
      ContentError,
    );
    expect(
      readContent({ title: 'compiled twice', content: 'C', options: { url: 'https://x.example' } }, workflow),
    ).toEqual({ msgtype: 'text', text: { content: 'C' } });
  });

  it.each([{}, { content: '' }, { content: null }, { content: ' ' }, { subject: '', html: '<p> </p>' }])(
    'is refused when it says nothing: %j',
    (message) => {
      expect(() => readContent(message, caller)).toThrow(ContentError);
    },
  );
});
