// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Callback, Receiver } from '../../src/inbox/api/wire';
import { CallbacksTab } from '../../src/inbox/operator/callbacks/callbacks-tab';
import { at, callback } from './corp';
import { stubControlApi } from './control-stub';

// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const notices: Receiver = {
  receiver: 1000002,
  name: 'Notices',
  url: 'http://127.0.0.1:13000/wecom',
  token: 'TokenOfNotices',
  encodingAESKey: 'k'.repeat(43),
};
const contacts: Receiver = { receiver: 'contacts', name: '', form: 'ids' };

function show(answers: Record<string, unknown> = {}, callbacks: Callback[] = []) {
  const api = stubControlApi({ 'GET callbacks': { receivers: [notices, contacts] }, ...answers });
  render(
    <App>
      <CallbacksTab callbacks={callbacks} aheadMs={0} revision={0} />
    </App>,
  );
  return api;
}

const save = async () => fireEvent.click(await screen.findByRole('button', { name: 'Check and save' }));
const field = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name });

describe('the address of a receiver', () => {
  it('is tried and saved, and says how that went', async () => {
    const verification = { ok: true, at, durationMs: 34.6, status: 200 };
    const { changed } = show({ 'PUT callbacks/1000002': { saved: true, verification } });
    fireEvent.change(await field('URL'), { target: { value: 'https://example.com/wecom' } });
    await save();
    expect(await screen.findByText(/^Verified .*answered in 35 ms$/)).toBeDefined();
    expect(changed()).toEqual({
      method: 'PUT',
      path: 'callbacks/1000002',
      body: { url: 'https://example.com/wecom', token: notices.token, encodingAESKey: notices.encodingAESKey },
    });
  });

  it('says why it was not saved', async () => {
    const verification = {
      ok: false,
      at,
      durationMs: 5,
      status: 200,
      problem: 'quoted',
      detail: 'something around it',
    };
    show({ 'PUT callbacks/1000002': () => Response.json({ saved: false, verification }, { status: 422 }) });
    await save();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The address was not saved');
    expect(alert.textContent).toContain('something around it');
  });

  it('is checked before anybody is called', async () => {
    const { changed } = show();
    fireEvent.change(await field('URL'), { target: { value: 'example.com' } });
    fireEvent.change(await field('EncodingAESKey'), { target: { value: 'short' } });
    await save();
    expect(await screen.findByText('Starts with http:// or https://')).toBeDefined();
    expect(await screen.findByText('Exactly 43 letters and digits')).toBeDefined();
    expect(changed()).toBeUndefined();
  });

  it('gets a made-up Token and EncodingAESKey', async () => {
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Generate Token' }));
    fireEvent.click(screen.getByRole('button', { name: 'Generate EncodingAESKey' }));
    expect((await field('Token')).value).toMatch(/^[0-9A-Za-z]{24}$/);
    expect((await field('EncodingAESKey')).value).toMatch(/^[0-9A-Za-z]{43}$/);
  });

  it('is removed', async () => {
    const { changed } = show();
    fireEvent.click(await screen.findByRole('button', { name: 'Remove the URL' }));
    expect(await screen.findByText('Nobody is called back there any more')).toBeDefined();
    expect(changed()).toMatchObject({ method: 'DELETE', path: 'callbacks/1000002' });
  });
});

describe('the callbacks sent', () => {
  const failed = callback(2, {
    receiver: 'contacts',
    message: { MsgType: 'event', Event: 'change_contact', ChangeType: 'update_user', UserID: 'lisi' },
    state: 'failed',
    attempts: [
      { at, durationMs: 5001, outcome: 'timeout' },
      { at, durationMs: 3, outcome: 'refused', status: 503 },
      { at, durationMs: 1, outcome: 'no-connection', reason: 'ECONNREFUSED' },
    ],
  });
  const rows = async () =>
    within(await screen.findByRole('list', { name: 'Callbacks, newest first' })).getAllByRole('button');

  it('are listed newest first, with what they are about and how they went', async () => {
    show({}, [callback(1), failed]);
    const texts = (await rows()).map((row) => row.textContent);
    expect(texts[0]).toMatch(/change_contact \/ update_user lisi Contact sync3 attempts.*failed$/);
    expect(texts[1]).toMatch(/enter_agent Notices.*delivered$/);
  });

  it('show their attempts and message, and are sent again', async () => {
    const { changed } = show({}, [failed]);
    const [row] = await rows();
    if (!row) throw new Error('no row');
    fireEvent.click(row);
    const attempts = within(screen.getByRole('list', { name: 'Attempts' })).getAllByRole('listitem');
    expect(attempts.map(({ textContent }) => textContent)).toEqual([
      '1. No answer in time 5001 ms',
      '2. Answered with 503 3 ms',
      '3. No connection (ECONNREFUSED) 1 ms',
    ]);
    expect(screen.getByRole('figure').textContent).toContain('"UserID": "lisi"');
    fireEvent.click(screen.getByRole('button', { name: 'Send again, byte for byte' }));
    expect(changed()).toMatchObject({ method: 'POST', path: 'callbacks/sent/2/repeat' });
  });

  it('say what an answer did', async () => {
    show({}, [callback(1, { reply: { applied: false, detail: 'the signature of the reply is wrong' } })]);
    const [row] = await rows();
    if (!row) throw new Error('no row');
    fireEvent.click(row);
    expect(screen.getByText('The answer had no effect: the signature of the reply is wrong')).toBeDefined();
  });

  it('say what to do while there are none', async () => {
    show();
    expect(await screen.findByText(/Nothing was sent yet/)).toBeDefined();
  });
});

it('says when the simulator does not answer', async () => {
  show({ 'GET callbacks': () => new Response('', { status: 502 }) });
  expect((await screen.findByRole('alert')).textContent).toContain('HTTP 502');
});
