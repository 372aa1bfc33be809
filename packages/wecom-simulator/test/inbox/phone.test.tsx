// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InboxMessage } from '../../src/inbox/api/wire';
import { Phone } from '../../src/inbox/phone/phone';
import { findMember } from '../../src/inbox/state/selectors';
import { at, inboxMessage, seed } from './corp';

afterEach(cleanup);

interface Shown {
  userid?: string;
  inbox?: InboxMessage[];
  agentId?: number;
  unread?: Record<string, number>;
  isBrowserMember?: boolean;
}

function renderPhone({ userid = 'zhangsan', inbox = [], agentId, unread = {}, isBrowserMember = false }: Shown) {
  const onOpen = vi.fn();
  render(
    <Phone
      seed={seed}
      member={findMember(seed, userid)}
      inbox={inbox}
      agentId={agentId}
      callbacks={[]}
      unread={unread}
      aheadMs={0}
      theme="light"
      isBrowserMember={isBrowserMember}
      onOpen={onOpen}
    />,
  );
  return onOpen;
}

describe('the list of conversations', () => {
  it('says what the last message is about and how many are new', () => {
    const onOpen = renderPhone({ inbox: [inboxMessage(1), inboxMessage(2)], unread: { 'zhangsan/1000002': 2 } });
    const row = screen.getByRole('button', { name: /Notices/ });
    expect(row.textContent).toContain('message 2');
    expect(screen.getByRole('img', { name: '2 new messages' })).toBeDefined();
    fireEvent.click(row);
    expect(onOpen).toHaveBeenCalledWith(1000002);
  });

  it('shows apps that have not written yet', () => {
    renderPhone({});
    expect(screen.getByRole('button', { name: /Notices/ }).textContent).toContain('No messages yet');
  });

  it('says why nothing can arrive for a member outside every range', () => {
    renderPhone({ userid: 'wangwu' });
    expect(screen.getByText(/outside the visible range of every app/)).toBeDefined();
  });

  it('asks for a member when none is chosen', () => {
    renderPhone({ userid: 'nobody' });
    expect(screen.getByText('Choose a member to see their phone.')).toBeDefined();
  });
});

describe('a conversation', () => {
  it('shows the messages of its app in order, and no dropped ones', () => {
    renderPhone({
      agentId: 1000002,
      inbox: [
        inboxMessage(1),
        inboxMessage(2, { state: 'dropped' }),
        inboxMessage(3),
        inboxMessage(4, { agentid: 1000003 }),
      ],
    });
    expect(screen.getAllByRole('article').map((message) => message.textContent)).toEqual(['message 1', 'message 3']);
  });

  it('writes the time above messages after a pause of more than five minutes', () => {
    const { container } = render(
      <Phone
        seed={seed}
        member={findMember(seed, 'zhangsan')}
        inbox={[
          inboxMessage(1, { sentAt: at }),
          inboxMessage(2, { sentAt: at + 300_000 }),
          inboxMessage(3, { sentAt: at + 700_000 }),
        ]}
        agentId={1000002}
        callbacks={[]}
        unread={{}}
        aheadMs={0}
        theme="light"
        isBrowserMember={false}
        onOpen={() => {}}
      />,
    );
    const noted = [...container.querySelectorAll('li')].map((item) => item.querySelector('.message-note') !== null);
    expect(noted).toEqual([true, false, true]);
  });

  it('keeps a note where a message was recalled', () => {
    renderPhone({ agentId: 1000002, inbox: [inboxMessage(1, { state: 'recalled' })] });
    expect(screen.getByText('Notices recalled a message')).toBeDefined();
    expect(screen.queryByText('message 1')).toBeNull();
  });

  it('says when there is nothing yet, and leads back', () => {
    const onOpen = renderPhone({ agentId: 1000002 });
    expect(screen.getByText(/No messages yet: nothing was sent/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Back to messages' }));
    expect(onOpen).toHaveBeenCalledWith(undefined);
  });

  it('shows script in a message as text', () => {
    const body = { msgtype: 'text', text: { content: '<script>alert(1)</script>' } };
    renderPhone({ agentId: 1000002, inbox: [inboxMessage(1, { body })] });
    expect(screen.getByRole('article').textContent).toBe('<script>alert(1)</script>');
    expect(document.querySelector('.phone script')).toBeNull();
  });

  it('falls back to the list when the app in the address does not exist', () => {
    renderPhone({ agentId: 9 });
    expect(screen.getByRole('heading', { name: 'Messages' })).toBeDefined();
  });
});

describe('a link in a message', () => {
  const body = {
    msgtype: 'textcard',
    textcard: { title: 'Leave', description: 'd', url: 'http://localhost:13000/r/7' },
  };
  const tap = () => fireEvent.click(screen.getByRole('link', { name: /Leave/ }));

  it('may be opened as the member inside WeCom, or as it is', () => {
    // jsdom draws a modal dialog without opening it.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    renderPhone({ agentId: 1000002, inbox: [inboxMessage(1, { body })] });
    tap();
    const inside = screen.getByRole('link', { name: 'Open as Zhang San inside WeCom' });
    expect(inside.getAttribute('href')).toBe(
      './_simulator/open?userid=zhangsan&url=http%3A%2F%2Flocalhost%3A13000%2Fr%2F7',
    );
    expect(screen.getByRole('link', { name: /as it is/ }).getAttribute('href')).toBe('http://localhost:13000/r/7');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('opens at once when this browser is the member’s WeCom', () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    renderPhone({ agentId: 1000002, inbox: [inboxMessage(1, { body })], isBrowserMember: true });
    tap();
    expect(open).toHaveBeenCalledWith('http://localhost:13000/r/7', '_blank', 'noopener,noreferrer');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
