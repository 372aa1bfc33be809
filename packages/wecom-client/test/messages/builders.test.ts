import { describe, expect, it } from 'vitest';
import { compactMessage, needsCallback, textNotice, type MessageBody } from '../../src/messages/index';

const card_action = { type: 1, url: 'https://example.com' } as const;
const action_menu = { action_list: [{ text: 'Mute', key: 'mute' }] };

describe('textNotice', () => {
  it('gives a card with a menu a task id of its own', () => {
    const ids = Array.from({ length: 50 }, () => textNotice({ action_menu, card_action }).template_card.task_id);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^card_[0-9a-f]{32}$/);
  });

  it('keeps a given task id and makes none without a menu', () => {
    expect(textNotice({ action_menu, card_action, task_id: 'mine' }).template_card.task_id).toBe('mine');
    expect(textNotice({ card_action }).template_card).not.toHaveProperty('task_id');
  });
});

describe('needsCallback', () => {
  it('is true for cards that can be answered and for notices with a menu', () => {
    const answered = ['button_interaction', 'vote_interaction', 'multiple_interaction'];
    for (const card_type of answered) {
      expect(needsCallback({ msgtype: 'template_card', template_card: { card_type } })).toBe(true);
    }
    expect(needsCallback(textNotice({ action_menu, card_action }))).toBe(true);
  });

  it('is false for everything else', () => {
    expect(needsCallback(textNotice({ card_action }))).toBe(false);
    expect(needsCallback({ msgtype: 'template_card', template_card: { card_type: 'news_notice' } })).toBe(false);
    expect(needsCallback({ msgtype: 'text', text: { content: 'a' } })).toBe(false);
    expect(needsCallback(undefined)).toBe(false);
  });
});

describe('compactMessage', () => {
  it('drops what a form leaves behind and keeps what was said', () => {
    const form = {
      msgtype: 'template_card',
      markdown: { content: 'chosen before' },
      template_card: {
        card_type: 'text_notice',
        source: { icon_url: '', desc: '', desc_color: 0 },
        main_title: { title: 'Hello', desc: '' },
        quote_area: { type: 1, url: '' },
        jump_list: [{ type: 0, title: 'Plain', url: 'https://left.over' }],
        horizontal_content_list: [],
        card_action: { type: 1, url: 'https://example.com', appid: 'left-over' },
      },
    } as unknown as MessageBody;
    expect(compactMessage(form)).toEqual({
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        main_title: { title: 'Hello' },
        jump_list: [{ type: 0, title: 'Plain' }],
        card_action: { type: 1, url: 'https://example.com' },
      },
    });
  });

  it('leaves kinds without a description as they are', () => {
    const body: MessageBody = { msgtype: 'image', image: { media_id: '' } };
    expect(compactMessage(body)).toBe(body);
  });
});
