// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { CallbackStatus } from '../../../callback-status';
import { CallbackState } from '../callback-state';

vi.mock('react-i18next', () => import('../../__tests__/i18n'));
// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });
afterEach(cleanup);

const NOW = 1_700_000_000_000;
const MINUTE_MS = 60_000;
const NEVER = { verifiedAt: null, eventAt: null, previousAt: null };
const minutesAgo = (minutes: number) => NOW - minutes * MINUTE_MS;

function show(status: Partial<CallbackStatus>): string {
  const whole: CallbackStatus = {
    path: 'openwecom:callback/auth-main',
    pairs: { app: NEVER },
    refusal: null,
    ...status,
  };
  const { container } = render(<CallbackState status={whole} now={NOW} action={<button>Look again</button>} />);
  screen.getByRole('button', { name: 'Look again' });
  return container.textContent;
}

const wrongToken = (minutes: number) => ({ at: minutesAgo(minutes), reason: 'wrong Token', remedy: 'Enter it again.' });

it('says that WeCom has never called', () => {
  expect(show({})).toContain('Never called.');
});

it('says when the address was verified and when the last message came', () => {
  const text = show({ pairs: { app: { ...NEVER, verifiedAt: minutesAgo(180), eventAt: minutesAgo(3) } } });
  expect(text).toContain('Verified 3 hours ago');
  expect(text).toContain('Last message 3 minutes ago');
  expect(text).not.toMatch(/Never called|Rejected/);
});

it('says why something was rejected and what to do, until WeCom was there again', () => {
  const text = show({ refusal: wrongToken(3) });
  expect(text).toContain('Rejected 3 minutes ago: wrong Token');
  expect(text).toContain('Enter it again.');
  expect(text).not.toContain('Never called');
  cleanup();
  const later = show({ refusal: wrongToken(3), pairs: { app: { ...NEVER, verifiedAt: minutesAgo(2) } } });
  expect(later).toContain('Verified 2 minutes ago');
  expect(later).not.toContain('Rejected');
});

it('does not call verified what was verified with the previous pair', () => {
  const text = show({ pairs: { app: { ...NEVER, previousAt: minutesAgo(2) } } });
  expect(text).toContain('Called 2 minutes ago with the previous Token or EncodingAESKey');
  expect(text).not.toMatch(/Verified|Never called/);
});

it('says it of each pair, and what is wrong with one of them', () => {
  const text = show({
    pairs: {
      app: { ...NEVER, verifiedAt: minutesAgo(1) },
      contacts: { ...NEVER, problem: 'EncodingAESKey is missing' },
    },
  });
  expect(text).toMatch(/Verified 1 minute ago.*Contacts sync assistant.*EncodingAESKey is missing/);
});
