// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Refusal, SignInStep, SignInView } from '../../src/inbox/sign-in/sign-in-api';
import { localeOf, pageOf } from '../../src/inbox/sign-in/address';
import { SignInPage } from '../../src/inbox/sign-in/sign-in-page';

// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const view: SignInView = {
  corpName: 'Test corp',
  agent: { agentId: 1000002, name: 'Notices' },
  redirectHost: 'localhost:13000',
  members: [
    { userid: 'zhangsan', name: 'Zhang San', department: 'Frontend', inRange: true },
    { userid: 'wangwu', name: 'Wang Wu', department: 'Sales', inRange: false },
  ],
  outsiders: [{ openid: 'o1', name: 'Visitor' }],
  browserMember: null,
};

/** Answers the page's two calls, and keeps what was posted. */
function answer(read: SignInView | { refused: Refusal }, ...steps: SignInStep[]) {
  const posted: unknown[] = [];
  vi.stubGlobal('fetch', (_path: string, init?: RequestInit) => {
    if (typeof init?.body === 'string') posted.push(JSON.parse(init.body));
    return Promise.resolve(Response.json(init ? steps.shift() : read));
  });
  return posted;
}

const told: unknown[] = [];

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  // The page in a frame that tells the page around it, because jsdom cannot go to another address.
  const around = { postMessage: (data: unknown, origin: string) => told.push({ data, origin }) };
  vi.spyOn(window, 'parent', 'get').mockReturnValue(around as unknown as Window);
  told.length = 0;
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const query = '?redirect_type=callback&state=abc';
const back = { location: 'http://localhost:13000/back?code=c1&state=abc' };

describe('the sign-in page', () => {
  it('goes on as the chosen member and tells the page around it', async () => {
    const posted = answer(view, back);
    render(<SignInPage page="web" query={query} />);
    fireEvent.click(await screen.findByRole('button', { name: /Scan as Zhang San/ }));
    await screen.findByText(/Done/);
    expect(posted).toEqual([{ page: 'web', query, person: { userid: 'zhangsan' } }]);
    expect(told).toEqual([
      { data: { type: 'openwecom-simulator:code', code: 'c1', state: 'abc' }, origin: 'http://localhost:13000' },
    ]);
  });

  it('offers people who are no members, and marks members outside the range', async () => {
    answer(view);
    render(<SignInPage page="oauth" query="" />);
    expect((await screen.findByRole('button', { name: /Wang Wu/ })).textContent).toContain('Outside range');
    expect(screen.getByRole('button', { name: /Continue as Visitor/ })).toBeDefined();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'visit' } });
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });

  it('asks for consent, and sends what is left ticked', async () => {
    const posted = answer(view, { ask: ['mobile', 'biz_mail'] }, back);
    render(<SignInPage page="oauth" query={query} />);
    fireEvent.click(await screen.findByRole('button', { name: /Zhang San/ }));
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Mobile number' }));
    fireEvent.click(screen.getByRole('button', { name: 'Allow' }));
    await screen.findByText(/Done/);
    expect(posted[1]).toMatchObject({ person: { userid: 'zhangsan' }, consent: ['biz_mail'] });
  });

  it('sends a refusal of consent', async () => {
    const posted = answer(view, { ask: ['mobile'] }, back);
    render(<SignInPage page="oauth" query={query} />);
    fireEvent.click(await screen.findByRole('button', { name: /Zhang San/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Refuse' }));
    await screen.findByText(/Done/);
    expect(posted[1]).toMatchObject({ consent: 'refused' });
  });

  it('lets the member this browser belongs to through without a click', async () => {
    const posted = answer({ ...view, browserMember: 'zhangsan' }, back);
    render(<SignInPage page="web" query={query} />);
    await screen.findByText(/Done/);
    expect(posted).toMatchObject([{ person: { userid: 'zhangsan' } }]);
  });

  it('shows why WeCom would refuse the address, in the language asked for', async () => {
    const refused = {
      errcode: 50001,
      reason: 'redirect-untrusted' as const,
      params: { host: 'localhost:1', domain: 'a.cn' },
    };
    answer({ refused });
    render(<SignInPage page="web" query="?lang=zh" />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('50001');
    expect(alert.textContent).toContain('应用的可信域名是 a.cn');
  });

  it('says when the simulator does not answer, and tries again', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no connection')));
    render(<SignInPage page="oauth" query="" />);
    await screen.findByText(/no connection/);
    answer(view);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /Zhang San/ })).toBeDefined();
  });
});

it('knows its page and language from the address', () => {
  expect(pageOf('/wwlogin/sso/login')).toBe('web');
  expect(pageOf('/connect/oauth2/authorize')).toBe('oauth');
  expect([localeOf('?lang=zh'), localeOf('?lang=en'), localeOf('')]).toEqual(['zh-CN', 'en-US', undefined]);
});
