// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, expect, it, vi } from 'vitest';
import type { Agent, Callback, InboxMessage, Seed } from '../../src/inbox/api/wire';
import { Phone } from '../../src/inbox/phone/phone';
import { findMember } from '../../src/inbox/state/selectors';
import { callback, inboxMessage, seed } from './corp';
import { stubControlApi } from './control-stub';

// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const NOTICES = 1000002;
const calledBack: Partial<Agent> = { callbackUrl: 'http://127.0.0.1:13000/wecom' };

const card = inboxMessage(1, {
  msgtype: 'template_card',
  body: {
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title: 'Order 17' },
      action_menu: { desc: 'More', action_list: [{ text: 'Mute', key: 'mute' }] },
      button_list: [{ text: 'Approve', key: 'approve' }],
      task_id: 'order-17',
    },
  },
});

interface Shown {
  agent?: Partial<Agent>;
  userid?: string;
  inbox?: InboxMessage[];
  callbacks?: Callback[];
  answers?: Record<string, unknown>;
}

function show({ agent = calledBack, userid = 'zhangsan', inbox = [], callbacks = [], answers = {} }: Shown = {}) {
  const api = stubControlApi(answers);
  const agents = seed.agents.map((one) => (one.agentId === NOTICES ? { ...one, ...agent } : one));
  const shown: Seed = { ...seed, agents };
  render(
    <App>
      <Phone
        seed={shown}
        member={findMember(shown, userid)}
        inbox={inbox}
        agentId={NOTICES}
        callbacks={callbacks}
        unread={{}}
        aheadMs={0}
        theme="light"
        isBrowserMember={false}
        onOpen={() => {}}
      />
    </App>,
  );
  return api;
}

it('tells the app of a button and of the menu of a card', async () => {
  const { changed } = show({ inbox: [card] });
  fireEvent.click(screen.getByText('Approve'));
  expect(changed()).toEqual({
    method: 'POST',
    path: 'click',
    body: { userid: 'zhangsan', agentId: NOTICES, taskId: 'order-17', key: 'approve', selected: {} },
  });
  expect(await screen.findByText('The app was told')).toBeDefined();
  fireEvent.click(screen.getByLabelText('More'));
  fireEvent.click(screen.getByText('Mute'));
  expect(changed()?.body).toMatchObject({ key: 'mute' });
});

it('says why a click was refused', async () => {
  const error = { message: 'Nothing was clicked', issues: [{ path: 'taskId', message: 'zhangsan has no card' }] };
  show({ inbox: [card], answers: { 'POST click': () => Response.json({ error }, { status: 400 }) } });
  fireEvent.click(screen.getByText('Approve'));
  expect(await screen.findByText(/zhangsan has no card/)).toBeDefined();
});

it('writes to the app and shows what was written, and when it was not received', () => {
  const wrote = { FromUserName: 'zhangsan', MsgType: 'text', Content: 'Where is it?' };
  const { changed } = show({ callbacks: [callback(1, { message: wrote, state: 'failed' })] });
  expect(screen.getByText('Where is it?')).toBeDefined();
  expect(screen.getByText('The app did not receive it')).toBeDefined();
  const line = screen.getByLabelText('Write to Notices');
  fireEvent.change(line, { target: { value: 'Thanks' } });
  fireEvent.submit(line);
  const body = { userid: 'zhangsan', agentId: NOTICES, action: 'text', content: 'Thanks' };
  expect(changed()).toEqual({ method: 'POST', path: 'act', body });
});

it('taps the menu of the app, and the buttons below another', () => {
  const menu: Agent['menu'] = [
    { name: 'Tasks', type: 'click', key: 'tasks' },
    { name: 'More', sub_button: [{ name: 'Help', type: 'click', key: 'help' }] },
  ];
  const { changed } = show({ agent: { ...calledBack, menu } });
  fireEvent.click(screen.getByText('Tasks'));
  expect(changed()?.body).toMatchObject({ action: 'menu', key: 'tasks' });
  expect(screen.queryByText('Help')).toBeNull();
  fireEvent.click(screen.getByText('More'));
  fireEvent.click(screen.getByText('Help'));
  expect(changed()?.body).toMatchObject({ action: 'menu', key: 'help' });
  fireEvent.click(screen.getByLabelText('Write a message'));
  expect(screen.getByLabelText('Write to Notices')).toBeDefined();
});

it('tells the app that it was opened, once, when it asks for that', async () => {
  const { asked } = show({ agent: { ...calledBack, reportEnter: true } });
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.body).toEqual({ userid: 'zhangsan', agentId: NOTICES, action: 'enter' });
});

it.each([
  ['the app has no callback URL', { agent: {} }],
  ['the member cannot open WeCom', { userid: 'zhaoliu' }],
] as const)('lets nobody answer when %s', (_why, shown) => {
  show({ ...shown, inbox: [card] });
  expect(screen.getByText('Approve').tagName).toBe('SPAN');
  expect(screen.queryByLabelText('Write to Notices')).toBeNull();
});
