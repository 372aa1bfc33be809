// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MemberList } from '../../src/inbox/members/member-list';
import { AgentSettings } from '../../src/inbox/operator/agent-settings';
import { CallLog } from '../../src/inbox/operator/call-log';
import { DroppedMessages } from '../../src/inbox/operator/dropped-messages';
import { FaultForm } from '../../src/inbox/operator/fault-form';
import { Tabs } from '../../src/inbox/operator/tabs';
import { droppedOf } from '../../src/inbox/state/selectors';
import { call, operatorMessage, seed } from './corp';

// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 20_000 });
afterEach(cleanup);

const rows = () => within(screen.getByRole('list', { name: 'API calls, newest first' })).getAllByRole('button');

describe('the call log', () => {
  const calls = [
    call(1, { path: '/cgi-bin/gettoken', method: 'GET' }),
    call(2, { answer: { errcode: 40014, errmsg: 'invalid access_token' } }),
    call(3, { status: 0, answer: null, fault: { drop: 'before' } }),
    call(4, { status: 502, answer: null }),
  ];

  it('lists path, outcome and duration, the newest first', () => {
    render(<CallLog calls={calls} aheadMs={0} />);
    const texts = rows().map((row) => row.textContent);
    expect(texts[0]).toContain('502');
    expect(texts[1]).toContain('dropped');
    expect(texts[2]).toContain('40014');
    expect(texts[3]).toMatch(/GET \/cgi-bin\/gettoken.*0.*1\.3 ms/);
  });

  it('shows request and answer of the selected call', () => {
    render(<CallLog calls={calls} aheadMs={0} />);
    const row = rows()[2];
    if (!row) throw new Error('no row');
    fireEvent.click(row);
    expect(row.getAttribute('aria-expanded')).toBe('true');
    const [request, answer] = screen.getAllByRole('figure').map((figure) => figure.querySelector('pre')?.textContent);
    expect(request).toBe('{\n  "touser": "zhangsan"\n}');
    expect(answer).toContain('"errmsg": "invalid access_token"');
    fireEvent.click(row);
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('filters by path and by failure', () => {
    render(<CallLog calls={calls} aheadMs={0} />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Failed only' }));
    expect(rows()).toHaveLength(3);
    fireEvent.change(screen.getByRole('textbox', { name: 'Filter by path' }), { target: { value: 'gettoken' } });
    expect(screen.getByText('No call matches.')).toBeDefined();
  });

  it('says what to do while there are none', () => {
    render(<CallLog calls={[]} aheadMs={0} />);
    expect(screen.getByText(/No calls yet/)).toBeDefined();
  });
});

it('lists dropped messages with member and reason', () => {
  const messages = [operatorMessage(1, [{ userid: 'lisi', state: 'dropped', reason: 'too many messages' }])];
  render(<DroppedMessages seed={seed} dropped={droppedOf(messages)} aheadMs={0} />);
  const item = screen.getByRole('listitem').textContent;
  for (const text of ['Notices', 'to Li Si', 'message 1', 'too many messages']) expect(item).toContain(text);
});

it('clears the faults that wait', async () => {
  let faults: object[] = [{ path: 'gettoken', times: 2, errcode: -1 }];
  vi.stubGlobal('fetch', (_path: string, init?: RequestInit) => {
    if (init?.method === 'DELETE') faults = [];
    return Promise.resolve(Response.json({ faults }));
  });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {}, removeListener: () => {} }));
  render(
    <App>
      <FaultForm agents={seed.agents} lastCall={undefined} />
    </App>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Clear all' }));
  expect(await screen.findByText('No faults waiting.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull();
  vi.unstubAllGlobals();
});

it('keeps secrets hidden until they are asked for', () => {
  render(<AgentSettings seed={seed} />);
  expect(document.body.textContent).not.toContain('notices-secret');
  const [show] = screen.getAllByRole('button', { name: 'Show Secret' });
  if (!show) throw new Error('no button');
  fireEvent.click(show);
  expect(document.body.textContent).toContain('notices-secret');
  expect(document.body.textContent).not.toContain('approvals-secret');
});

describe('the list of members', () => {
  it('marks members who are unlicensed, disabled or out of reach', () => {
    render(<MemberList seed={seed} userid="lisi" unread={{ 'zhangsan/1000002': 3 }} onChoose={() => {}} />);
    const texts = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(texts[0]).toContain('Outside range 1/2');
    expect(texts[1]).toContain('Unlicensed');
    expect(texts[2]).toMatch(/Outside range$/);
    expect(texts[3]).toContain('Disabled');
    expect(screen.getByRole('img', { name: '3 new messages' })).toBeDefined();
  });

  it('narrows down while typing and chooses by a click', () => {
    const chosen: string[] = [];
    render(<MemberList seed={seed} userid={undefined} unread={{}} onChoose={(userid) => chosen.push(userid)} />);
    fireEvent.change(screen.getByRole('textbox', { name: 'Name or userid' }), { target: { value: 'wang' } });
    fireEvent.click(screen.getByRole('button', { name: /Wang Wu/ }));
    expect(chosen).toEqual(['wangwu']);
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
});

it('moves between tabs with the arrow keys', () => {
  render(
    <Tabs
      label="Operator"
      tabs={[
        { key: 'a', label: 'A', content: 'first' },
        { key: 'b', label: 'B', count: 2, content: 'second' },
      ]}
    />,
  );
  fireEvent.keyDown(screen.getByRole('tab', { name: 'A' }), { key: 'ArrowLeft' });
  expect(screen.getByRole('tabpanel').textContent).toBe('second');
  expect(document.activeElement?.textContent).toBe('B2');
});
