// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MessageView, type AppMessage } from '../src';
import { samples } from './samples';

afterEach(cleanup);

const links = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'));

describe('MessageView', () => {
  it.each(Object.entries(samples))('draws %s with a name screen readers hear', (_name, message) => {
    render(<MessageView message={message} locale="en-US" />);
    expect(screen.getByRole('article').getAttribute('aria-label')).toMatch(/^[A-Z]/);
    expect(screen.queryByText(/not shown yet/)).toBeNull();
  });

  it('keeps the line breaks of a text and follows its links', () => {
    render(<MessageView message={samples.text} />);
    expect(screen.getByRole('article').textContent).toBe('Your parcel has arrived.\nSee where it is.');
    expect(screen.getByRole('link', { name: 'where it is' }).getAttribute('href')).toBe('https://example.com/parcel');
  });

  it('opens links in a new tab that knows nothing of this page', () => {
    render(<MessageView message={samples.text} />);
    const link = screen.getByRole('link');
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
  });

  it.each(['button_interaction', 'vote_interaction', 'multiple_interaction'] as const)(
    'draws one grey button in place of those of an answered %s',
    (kind) => {
      const { template_card: card } = samples[kind];
      render(
        <MessageView message={{ msgtype: 'template_card', template_card: { ...card, replace_text: 'Agreed' } }} />,
      );
      const buttons = document.querySelectorAll('.owv-button');
      expect([...buttons].map((button) => button.textContent)).toEqual(['Agreed']);
    },
  );

  it('hands links to onOpenLink instead of following them', () => {
    const onOpenLink = vi.fn();
    render(<MessageView message={samples.textcard} onOpenLink={onOpenLink} />);
    const followed = fireEvent.click(screen.getByRole('link'));
    expect(followed).toBe(false);
    expect(onOpenLink).toHaveBeenCalledWith('https://example.com/w/17');
  });

  it.each([
    ['zh-CN', '详情'],
    ['en-US', 'Details'],
  ] as const)('writes the default button of a text card in %s', (locale, label) => {
    render(<MessageView message={samples.textcard} locale={locale} />);
    expect(screen.getByText(label)).toBeDefined();
  });

  it('writes the button text of a text card when it has one', () => {
    render(<MessageView message={{ ...samples.textcard, textcard: { ...samples.textcard.textcard, btntxt: 'Go' } }} />);
    expect(screen.getByRole('link', { name: 'Go: New task' })).toBeDefined();
  });

  it('draws headings, colours and code of markdown', () => {
    const { container } = render(<MessageView message={samples.markdown} />);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Meeting');
    expect(container.querySelector('.owv-font-info')?.textContent).toBe('A-12');
    expect(container.querySelector('code')?.textContent).toBe('badge');
    expect(container.querySelector('blockquote')?.textContent).toBe('Room: A-12');
  });

  it('draws every part of a text notice', () => {
    const { container } = render(<MessageView message={samples.text_notice} locale="en-US" />);
    for (const text of ['Leave requests', 'Leave approved', 'by Wang Wu', '3.5', 'days', 'Reason', 'Family matters']) {
      expect(screen.getByText(text)).toBeDefined();
    }
    const pairs = [...container.querySelectorAll('.owv-pair')].map((pair) => pair.textContent);
    expect(pairs).toEqual(['ApplicantZhang San', 'RecordOpen record', 'Form leave.pdf', 'DeputyLi Si']);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'All my leave',
      'Calendar',
      'Nothing to do',
    ]);
    expect(screen.getByRole('img', { name: 'Source icon' }).getAttribute('src')).toBe('https://example.com/icon.png');
    expect(container.querySelector('.owv-source-green')?.textContent).toBe('Leave requests');
  });

  it('follows quote, key-value, jump and card of a text notice, and nothing that is no link', () => {
    render(<MessageView message={samples.text_notice} />);
    expect(links()).toEqual([
      'https://example.com/quote',
      'https://example.com/record',
      'https://example.com/all',
      'https://example.com/card',
    ]);
  });

  it('leads nowhere when the type of a jump is not a link', () => {
    const message: AppMessage = {
      msgtype: 'template_card',
      template_card: { card_type: 'text_notice', jump_list: [{ type: 0, title: 'a', url: 'https://example.com' }] },
    };
    render(<MessageView message={message} />);
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('marks the chosen option of a vote and takes the first of a selection without one', () => {
    const { container, rerender } = render(<MessageView message={samples.vote_interaction} locale="en-US" />);
    expect(screen.getAllByRole('img', { name: 'Selected' })).toHaveLength(1);
    expect(screen.getByText('Submit')).toBeDefined();
    rerender(<MessageView message={samples.multiple_interaction} />);
    expect([...container.querySelectorAll('.owv-select')].map((row) => row.textContent)).toEqual([
      'DayMonday',
      'TimeMorning',
    ]);
  });

  it('shows an uploaded picture and links an uploaded file when told where they are', () => {
    const mediaUrl = (mediaId: string) => `https://example.com/media/${mediaId}`;
    const { rerender } = render(<MessageView message={samples.image} locale="en-US" mediaUrl={mediaUrl} />);
    expect(screen.getByRole('img', { name: 'Image' }).getAttribute('src')).toBe('https://example.com/media/MEDIA-1');
    rerender(<MessageView message={samples.file} locale="en-US" mediaUrl={mediaUrl} />);
    expect(links()).toEqual(['https://example.com/media/MEDIA-4']);
  });

  it('names the media id when nobody says where the bytes are', () => {
    render(<MessageView message={samples.image} mediaUrl={() => undefined} />);
    expect(screen.getByText('MEDIA-1')).toBeDefined();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('says that a card without content is empty', () => {
    const { container } = render(<MessageView message={{ msgtype: 'textcard' }} locale="en-US" />);
    expect(container.querySelector('.owv-body:empty')?.getAttribute('data-empty')).toBe('(empty)');
  });

  it('shows a symbol where a picture cannot be loaded', () => {
    render(<MessageView message={samples.news} locale="en-US" />);
    fireEvent.error(screen.getByRole('img', { name: 'Cover picture' }));
    expect(screen.getByRole('img', { name: 'Cover picture' }).tagName).toBe('SPAN');
  });

  it('hands every text to renderText, variables whole', () => {
    const seen: string[] = [];
    const message: AppMessage = {
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        main_title: { title: 'Leave of {{{$context.data.name}}}' },
        horizontal_content_list: [{ keyname: '{{{$context.data.key}}}', value: '{{{$context.data.value}}}' }],
      },
    };
    render(
      <MessageView
        message={message}
        renderText={(text) => {
          seen.push(text);
          return text;
        }}
      />,
    );
    expect(seen).toEqual(['Leave of {{{$context.data.name}}}', '{{{$context.data.key}}}', '{{{$context.data.value}}}']);
  });

  it('names a kind it cannot draw', () => {
    render(<MessageView message={{ msgtype: 'hologram' }} locale="en-US" />);
    expect(screen.getByText('Messages of this kind are not shown yet (hologram)')).toBeDefined();
  });

  it('puts its style sheet into the page once', () => {
    render(
      <>
        <MessageView message={samples.text} />
        <MessageView message={samples.markdown} theme="dark" />
      </>,
    );
    expect(document.querySelectorAll('#openwecom-message-view')).toHaveLength(1);
  });
});

describe('the menu of a card', () => {
  const openMenu = (onMenuAction = vi.fn()) => {
    render(<MessageView message={samples.text_notice} onMenuAction={onMenuAction} />);
    const button = screen.getByRole('button', { name: 'Card settings' });
    fireEvent.click(button);
    return { button, menu: screen.getByRole('menu'), onMenuAction };
  };
  const focused = () => document.activeElement?.textContent;

  it('opens on its first item and moves with the arrow keys, round the ends', () => {
    const { menu } = openMenu();
    expect(focused()).toBe('Receive later');
    fireEvent.keyDown(menu, { key: 'ArrowDown' });
    expect(focused()).toBe('Mute');
    fireEvent.keyDown(menu, { key: 'ArrowDown' });
    expect(focused()).toBe('Receive later');
    fireEvent.keyDown(menu, { key: 'ArrowUp' });
    expect(focused()).toBe('Mute');
  });

  it('closes with Escape and gives the focus back', () => {
    const { button, menu } = openMenu();
    fireEvent.keyDown(menu, { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('reports the chosen action and closes', () => {
    const { menu, onMenuAction } = openMenu();
    fireEvent.click(within(menu).getByRole('menuitem', { name: 'Mute' }));
    expect(onMenuAction).toHaveBeenCalledWith({ key: 'mute', text: 'Mute' });
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
