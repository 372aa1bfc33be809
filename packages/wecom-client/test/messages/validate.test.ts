import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compactMessage,
  markdown,
  messageKinds,
  text,
  textCard,
  textNotice,
  validateMessage,
  type MessageBody,
  type MessageIssue,
} from '../../src/messages/index';

const summary = (issues: MessageIssue[]) => issues.map(({ path, code }) => `${path.join('.')}: ${code}`);

const card = { title: 'Order 17', description: 'Please approve', url: 'https://example.com/orders/17' };
const notice = {
  main_title: { title: 'Stock is low' },
  card_action: { type: 1, url: 'https://example.com/stock' },
} as const;
const noticeWith = (parts: Record<string, unknown>) => ({
  msgtype: 'template_card',
  template_card: { card_type: 'text_notice', ...notice, ...parts },
});

describe('validateMessage', () => {
  it.each([text('Hello'), textCard(card), markdown('# Hello'), textNotice(notice)])(
    'accepts a complete $msgtype',
    (body) => {
      expect(validateMessage(body)).toEqual([]);
    },
  );

  it('accepts a text notice with every part', () => {
    const body = textNotice({
      source: { icon_url: 'https://example.com/icon.png', desc: 'Purchasing', desc_color: 1 },
      action_menu: { desc: 'More', action_list: [{ text: 'Mute', key: 'mute' }] },
      main_title: { title: 'Order 17', desc: 'by Wang Wu' },
      quote_area: { type: 2, appid: 'wx1', pagepath: 'pages/a', title: 'Note', quote_text: 'Urgent' },
      emphasis_content: { title: '1,200', desc: 'CNY' },
      sub_title_text: 'Office supplies',
      horizontal_content_list: [
        { keyname: 'Plain', value: 'text' },
        { type: 1, keyname: 'Link', value: 'open', url: 'https://example.com' },
        { type: 2, keyname: 'File', value: 'offer.pdf', media_id: 'm1' },
        { type: 3, keyname: 'Who', value: 'Wang Wu', userid: 'wangwu' },
      ],
      jump_list: [
        { title: 'Nothing' },
        { type: 1, title: 'Order', url: 'https://example.com' },
        { type: 2, title: 'App', appid: 'wx1', pagepath: 'pages/b' },
      ],
      card_action: { type: 2, appid: 'wx1', pagepath: 'pages/c' },
    });
    expect(validateMessage(body)).toEqual([]);
  });

  it('names every missing field', () => {
    expect(summary(validateMessage({ msgtype: 'textcard', textcard: { title: '  ' } }))).toEqual([
      'textcard.title: required',
      'textcard.description: required',
      'textcard.url: required',
    ]);
  });

  it('refuses unknown fields with their path', () => {
    expect(summary(validateMessage(noticeWith({ source: { desc: 'A', color: 1 }, footer: 'x' })))).toEqual([
      'template_card.source.color: unknown',
      'template_card.footer: unknown',
    ]);
    expect(summary(validateMessage({ ...text('a'), markdown: {} }))).toEqual(['markdown: unknown']);
  });

  it('leaves the options of the call to the call', () => {
    expect(validateMessage({ ...text('a'), safe: 1, enable_duplicate_check: 1 })).toEqual([]);
  });

  it.each([
    [{ msgtype: 'sms', sms: {} }, 'msgtype: choice'],
    [{ msgtype: 'constructor', constructor: {} }, 'msgtype: choice'],
    [{}, 'msgtype: required'],
    ['text', ': type'],
    [null, ': type'],
    [{ msgtype: 'text' }, 'text: required'],
    [{ msgtype: 'text', text: 'hi' }, 'text: type'],
    [{ msgtype: 'text', text: { content: 7 } }, 'text.content: type'],
    [{ msgtype: 'template_card', template_card: {} }, 'template_card.card_type: required'],
    [{ msgtype: 'template_card', template_card: { card_type: 'poster' } }, 'template_card.card_type: choice'],
  ])('refuses %j', (body, expected) => {
    expect(summary(validateMessage(body))).toEqual([expected]);
  });

  it('warns where WeCom cuts a text and refuses where WeCom refuses it', () => {
    const cut = validateMessage(text('汉'.repeat(683)));
    expect(cut).toMatchObject([
      { code: 'limit', severity: 'warning', params: { max: 2048, unit: 'bytes', actual: 2049 } },
    ]);
    expect(validateMessage(text('汉'.repeat(682)))).toEqual([]);

    const refused = validateMessage(markdown('汉'.repeat(683)));
    expect(refused).toMatchObject([{ code: 'limit', severity: 'error', params: { beyond: 'refused' } }]);

    const ellipsis = validateMessage(noticeWith({ emphasis_content: { title: '👍🏽'.repeat(15) } }));
    expect(ellipsis).toMatchObject([
      { code: 'limit', severity: 'warning', params: { max: 14, unit: 'characters', actual: 15 } },
    ]);
  });

  it.each(['example.com', 'ftp://example.com', 'javascript:alert(1)', '//example.com', 'https://'])(
    'refuses %s as a link',
    (url) => {
      expect(summary(validateMessage(textCard({ ...card, url })))).toEqual(['textcard.url: scheme']);
    },
  );

  it('asks for the target that the kind of link needs, and only for that', () => {
    const issues = validateMessage(
      noticeWith({ jump_list: [{ type: 1, title: 'a' }, { type: 2, title: 'b' }, { title: 'c' }] }),
    );
    expect(summary(issues)).toEqual([
      'template_card.jump_list.0.url: required',
      'template_card.jump_list.1.appid: required',
    ]);
    expect(summary(validateMessage(noticeWith({ card_action: {} })))).toEqual([
      'template_card.card_action.url: required',
    ]);
    expect(summary(validateMessage(noticeWith({ card_action: undefined })))).toEqual([
      'template_card.card_action.url: required',
    ]);
  });

  it('counts lists and finds repeated menu keys', () => {
    const items = ['a', 'b', 'b', 'c'].map((key) => ({ text: key, key }));
    const issues = validateMessage(noticeWith({ action_menu: { action_list: items }, task_id: 't1' }));
    expect(summary(issues)).toEqual([
      'template_card.action_menu.action_list: count',
      'template_card.action_menu.action_list.2.key: duplicate',
    ]);
    expect(summary(validateMessage(noticeWith({ action_menu: { desc: 'Menu' }, task_id: 't1' })))).toEqual([
      'template_card.action_menu.action_list: count',
    ]);
  });

  it('needs a title or a sub title', () => {
    const issues = validateMessage(noticeWith({ main_title: { desc: 'only this' } }));
    expect(issues).toMatchObject([{ code: 'at-least-one', params: { paths: ['main_title.title', 'sub_title_text'] } }]);
    expect(validateMessage(noticeWith({ main_title: undefined, sub_title_text: 'enough' }))).toEqual([]);
  });

  it('checks the task id that a menu needs', () => {
    const action_menu = { action_list: [{ text: 'a', key: 'a' }] };
    expect(summary(validateMessage(noticeWith({ action_menu })))).toEqual(['template_card.task_id: required']);
    expect(summary(validateMessage(noticeWith({ action_menu, task_id: 'a b' })))).toEqual([
      'template_card.task_id: pattern',
    ]);
    expect(validateMessage(noticeWith({ action_menu, task_id: 'x'.repeat(129) }))).toMatchObject([
      { code: 'limit', severity: 'error' },
    ]);
  });

  it('treats what an untouched form leaves behind as not given', () => {
    const untouched = {
      source: { desc: '', desc_color: 0 },
      action_menu: { desc: '', action_list: [] },
      quote_area: { type: 1, url: '' },
      jump_list: [],
      sub_title_text: null,
    };
    expect(validateMessage(noticeWith(untouched))).toEqual([]);
  });

  it('refuses a choice that is none of the options', () => {
    const issues = validateMessage(noticeWith({ source: { desc: 'a', desc_color: 9 }, card_action: { type: 0 } }));
    expect(summary(issues)).toEqual([
      'template_card.source.desc_color: choice',
      'template_card.card_action.type: choice',
    ]);
  });

  it('leaves texts with variables alone when they are templates', () => {
    const body = noticeWith({
      emphasis_content: { title: '{{{$context.data.amount}}} of the yearly budget' },
      action_menu: {
        action_list: [
          { text: 'a', key: '{{{$context.data.id}}}' },
          { text: 'b', key: '{{{$context.data.id}}}' },
        ],
      },
      card_action: { type: 1, url: '{{{$context.data.url}}}' },
    });
    expect(validateMessage(body, { templates: true })).toEqual([]);
    expect(summary(validateMessage(body))).toEqual([
      'template_card.action_menu.action_list.1.key: duplicate',
      'template_card.emphasis_content.title: limit',
      'template_card.card_action.url: scheme',
      'template_card.task_id: required',
    ]);
  });

  it('says in English what is wrong and where', () => {
    expect(validateMessage(textCard({ ...card, btntxt: 'Open it' }))[0]?.message).toBe(
      '"textcard.btntxt" has 7 characters, the limit is 4: WeCom cuts it silently',
    );
  });

  it('knows the kinds without a description by name only', () => {
    expect(validateMessage({ msgtype: 'image', image: { media_id: 'm1' } })).toEqual([]);
    expect(validateMessage({ msgtype: 'template_card', template_card: { card_type: 'vote_interaction' } })).toEqual([]);
  });

  it('survives whatever a form or a database holds, compacted or not', () => {
    const names = Object.values(messageKinds).flatMap(({ fields }) => fields.map(({ name }) => name));
    const parts = fc.dictionary(fc.constantFrom(...names, 'card_type', '__proto__', 'x'), fc.jsonValue());
    const kinds = fc.constantFrom('text', 'textcard', 'markdown', 'template_card', 'image', '__proto__');
    const bodies = fc.tuple(kinds, parts).map(([msgtype, part]) => ({
      msgtype,
      [msgtype]: { card_type: 'text_notice', ...part },
    }));
    fc.assert(
      fc.property(fc.oneof(bodies, fc.jsonValue()), fc.boolean(), (body, templates) => {
        for (const issue of validateMessage(body, { templates })) {
          expect(issue.message).not.toBe('');
          expect(issue.path.every((part) => typeof part === 'string' || typeof part === 'number')).toBe(true);
        }
      }),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const compact = compactMessage(body as unknown as MessageBody);
        expect(compactMessage(compact)).toEqual(compact);
        expect(validateMessage(compact).length).toBeLessThanOrEqual(validateMessage(body).length);
      }),
    );
  });
});
