// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MessageView, type AppMessage } from '../src';
import { samples } from './samples';

afterEach(cleanup);

function show(message: AppMessage) {
  const onCardPress = vi.fn();
  render(<MessageView message={message} locale="en-US" onCardPress={onCardPress} />);
  return onCardPress;
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a card that can be answered', () => {
  it('reports the button, with what the list above it says', () => {
    const onCardPress = show(samples.button_interaction);
    press('Approve');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'approve', selected: { q: ['b'] } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Budget' }), { target: { value: 'a' } });
    press('Reject');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'reject', selected: { q: ['a'] } });
    expect(screen.getByRole('link', { name: 'Look' })).toBeDefined();
  });

  it('takes several votes where the card says so', () => {
    const onCardPress = show(samples.vote_interaction);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Rice' }));
    press('Submit');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'go', selected: { q: ['a', 'b'] } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Noodles' }));
    press('Submit');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'go', selected: { q: ['b'] } });
  });

  it('takes one vote otherwise', () => {
    const { template_card: card } = samples.vote_interaction;
    const onCardPress = show({
      msgtype: 'template_card',
      template_card: { ...card, checkbox: { ...card.checkbox, mode: 0 } },
    });
    fireEvent.click(screen.getByRole('radio', { name: 'Rice' }));
    press('Submit');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'go', selected: { q: ['b'] } });
  });

  it('submits every list', () => {
    const onCardPress = show(samples.multiple_interaction);
    press('Save');
    expect(onCardPress).toHaveBeenLastCalledWith({ key: 'save', selected: { d: ['mo'], t: ['am'] } });
  });

  it('lets nobody choose in what is disabled', () => {
    const { template_card: card } = samples.vote_interaction;
    const checkbox = { ...card.checkbox, disable: true };
    show({ msgtype: 'template_card', template_card: { ...card, checkbox } });
    for (const box of screen.getAllByRole('checkbox')) expect(box.hasAttribute('disabled')).toBe(true);
  });

  it('has nothing to press once it was answered', () => {
    const { template_card: card } = samples.button_interaction;
    show({ msgtype: 'template_card', template_card: { ...card, replace_text: 'Approved' } });
    expect(screen.queryByRole('button')).toBeNull();
  });
});

it('is only a picture where nobody listens', () => {
  for (const kind of ['button_interaction', 'vote_interaction', 'multiple_interaction'] as const) {
    render(<MessageView message={samples[kind]} />);
  }
  for (const role of ['button', 'checkbox', 'radio', 'combobox']) expect(screen.queryByRole(role)).toBeNull();
});
