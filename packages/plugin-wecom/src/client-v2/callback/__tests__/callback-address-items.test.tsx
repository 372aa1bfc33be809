// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Form, Input } from 'antd';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallbackStatus } from '../../../callback-status';
import { CallbackAddressItems } from '../callback-address-items';

const NEVER = { verifiedAt: null, eventAt: null, previousAt: null };
const status: CallbackStatus = { path: 'openwecom:callback/sync-main', pairs: { app: NEVER }, refusal: null };
const asked = vi.hoisted(() => vi.fn());

vi.mock('react-i18next', () => import('../../__tests__/i18n'));
vi.mock('../../host', () => ({ request: asked, apiUrl: () => 'http://127.0.0.1:13000/api/' }));
// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });

beforeEach(() => {
  // jsdom has none; antd's grid asks it how wide the screen is.
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  asked.mockImplementation(({ params }: { params: { name: string } }) =>
    Promise.resolve({ status: params.name === 'main' ? status : null }),
  );
});
afterEach(() => {
  cleanup();
  asked.mockReset();
  vi.unstubAllGlobals();
});

const show = (name: string, origin?: string) =>
  render(
    <Form initialValues={{ name }}>
      <Form.Item name="name">
        <Input aria-label="Name" />
      </Form.Item>
      <CallbackAddressItems kind="source" origin={origin} />
    </Form>,
  );

it('copies the address as others reach it', async () => {
  const copied = vi.fn((_text: string) => Promise.resolve());
  document.execCommand = () => {
    void copied(document.getSelection()?.toString() ?? '');
    return true;
  };
  show('main', 'https://nocobase.example');
  const address = await screen.findByLabelText<HTMLInputElement>('Callback address (URL)');
  const url = 'https://nocobase.example/api/openwecom:callback/sync-main';
  expect(address.value).toBe(url);
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await screen.findByRole('button', { name: 'Copied' });
  expect(copied).toHaveBeenCalledWith(url);
});

it('asks once when somebody has typed a name, and not for each letter', async () => {
  show('');
  const typed = 'main'.split('').map((_, end) => 'main'.slice(0, end + 1));
  for (const value of typed) fireEvent.change(screen.getByLabelText('Name'), { target: { value } });
  await waitFor(() => expect(asked).toHaveBeenCalled(), { timeout: 3000 });
  expect(asked.mock.calls.map(([{ params }]) => (params as { name: string }).name)).toEqual(['main']);
});
