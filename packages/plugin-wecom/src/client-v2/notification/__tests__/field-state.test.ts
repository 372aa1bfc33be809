import { messageKinds, type Field } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import { hasContent, isOptionalPart, startOf } from '../field-state';

const kind = messageKinds.text_notice;
const field = (name: string): Field => {
  const found = kind.fields.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`No field ${name}`);
  return found;
};

describe('parts of a text notice', () => {
  it('can be done without, except for those that a rule or WeCom wants', () => {
    const optional = kind.fields.filter((part) => isOptionalPart(kind, part)).map(({ name }) => name);
    expect(optional).toEqual([
      'source',
      'action_menu',
      'quote_area',
      'emphasis_content',
      'horizontal_content_list',
      'jump_list',
    ]);
  });

  it('say nothing by a choice alone', () => {
    expect(hasContent(field('source'), { desc_color: 2 })).toBe(false);
    expect(hasContent(field('source'), { desc_color: 2, desc: 'HR' })).toBe(true);
    expect(hasContent(field('jump_list'), [])).toBe(false);
  });

  it('start with their defaults and with one row', () => {
    expect(startOf(field('source'))).toEqual({ desc_color: 0 });
    expect(startOf(field('jump_list'))).toEqual([{ type: 0 }]);
    expect(startOf(field('action_menu'))).toEqual({ action_list: [{}] });
  });
});
