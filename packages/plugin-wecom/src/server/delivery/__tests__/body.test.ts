import { text, textNotice, type MessageBody } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { withMembers, withNewTaskId, withoutDuplicateCheck, writeBody } from '../body';

const hello = text('Hello');
const card: MessageBody = {
  msgtype: 'template_card',
  template_card: {
    card_type: 'button_interaction',
    main_title: { title: 'Leave' },
    button_list: [{ text: 'Agree', key: 'agree' }],
    task_id: 'card_of_the_notification',
  },
};

const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;
const taskIdIn = (text: string) => (parsed(text).template_card as { task_id: string }).task_id;

describe('writeBody', () => {
  it('asks for the duplicate check and leaves the agent to the client', () => {
    expect(parsed(writeBody(hello, ['zhangsan', 'lisi']).text)).toEqual({
      touser: 'zhangsan|lisi',
      ...hello,
      enable_duplicate_check: 1,
      duplicate_check_interval: 600,
    });
  });

  it('is the same text with the same hash for the same message and members', () => {
    expect(writeBody(hello, ['a', 'b'])).toEqual(writeBody(hello, ['a', 'b']));
    expect(writeBody(hello, ['a', 'b']).hash).not.toBe(writeBody(hello, ['a']).hash);
    expect(writeBody(hello, ['a']).taskId).toBeNull();
  });

  it('gives each card that can be answered a task id of its own, and no other card one', () => {
    const [first, second] = [writeBody(card, ['a']), writeBody(card, ['a'])];
    expect(first.taskId).toMatch(/^card_[0-9a-f-]{36}$/);
    expect(taskIdIn(first.text)).toBe(first.taskId);
    expect(second.taskId).not.toBe(first.taskId);
    const notice = textNotice({
      main_title: { title: 'Hello' },
      card_action: { type: 1, url: 'https://example.com' },
    });
    expect(writeBody(notice, ['a']).taskId).toBeNull();
  });
});

describe('changing a body', () => {
  it('for other members keeps the message and equals what would have been written for them', () => {
    const unchecked = withoutDuplicateCheck(writeBody(hello, ['a', 'b']).text);
    expect(withMembers(unchecked, ['b'])).toEqual(writeBody(hello, ['b']));
    const part = withMembers(writeBody(card, ['a', 'b']).text, ['b']);
    expect(parsed(part.text)).toMatchObject({ touser: 'b', template_card: { main_title: { title: 'Leave' } } });
  });

  it('to another task id changes nothing else', () => {
    const before = writeBody(card, ['a', 'b']);
    const after = withNewTaskId(before.text);
    expect(after.taskId).not.toBe(before.taskId);
    expect(after.text).toBe(before.text.replace(String(before.taskId), String(after.taskId)));
  });

  it('to one without the duplicate check takes out its two fields', () => {
    expect(parsed(withoutDuplicateCheck(writeBody(hello, ['a']).text))).toEqual({ touser: 'a', ...hello });
  });
});
