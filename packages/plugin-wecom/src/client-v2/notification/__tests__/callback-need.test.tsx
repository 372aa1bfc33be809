// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { MessageKind } from '@openwecom/client/messages';
import { afterEach, expect, it, vi } from 'vitest';
import type { CallbackReadiness } from '../../../callback-status';
import { CallbackNeed } from '../callback-need';
import { KindContext } from '../kind-context';

const asked = vi.hoisted(() => vi.fn());

vi.mock('react-i18next', () => import('../../__tests__/i18n'));
vi.mock('../../host', () => ({ request: asked, hrefOf: (path: string) => `/v${path}` }));
// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });
afterEach(() => {
  cleanup();
  asked.mockReset();
});

function show(state: CallbackReadiness, channel: string | undefined = 'wecom') {
  asked.mockResolvedValue({ state });
  return render(
    <KindContext.Provider value={{ kind: {} as MessageKind, body: [], variableOptions: undefined, channel }}>
      <CallbackNeed />
    </KindContext.Provider>,
  );
}

it.each<[CallbackReadiness, RegExp]>([
  ['missing', /not set up for the application of this channel.*paste the callback address/],
  ['unverified', /has not verified the callback address yet/],
  ['refused', /was rejected/],
  ['unusable', /do not work at the moment/],
])('says before anything is sent that message reception is %s, and what to do', async (state, text) => {
  show(state);
  await screen.findByText(text);
  screen.getByText('Needs message reception');
  expect(screen.getByRole('link', { name: 'Open authenticators' }).getAttribute('href')).toBe(
    '/v/admin/settings/auth/authenticators',
  );
});

it('says nothing once clicks arrive, also when that happens meanwhile', async () => {
  const { container } = show('unverified');
  const again = await screen.findByRole('button', { name: /Look again/ });
  asked.mockResolvedValue({ state: 'ready' });
  fireEvent.click(again);
  await vi.waitFor(() => expect(container.textContent).toBe(''));
});

it('says what is always true when no channel is chosen', async () => {
  show('missing', '');
  await screen.findByText(/as long as the application has no callback URL/);
  expect(asked).not.toHaveBeenCalled();
});
