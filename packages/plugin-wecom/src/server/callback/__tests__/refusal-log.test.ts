import { expect, it, vi } from 'vitest';
import { RefusalLog } from '../refusal-log';

function setUp() {
  const lines: unknown[] = [];
  const clock = { now: 0 };
  const warn = vi.fn((message: string, details: object) => void lines.push({ message, ...details }));
  return { lines, clock, log: new RefusalLog({ warn } as never, () => clock.now) };
}

it('writes one line a minute for each address and reason, with how many it left out', () => {
  const { log, lines, clock } = setUp();
  for (let n = 0; n < 1000; n += 1) log.refused('auth-main', 'signature');
  log.refused('auth-main', 'decrypt');
  log.refused('auth-other', 'signature');
  expect(lines).toHaveLength(3);
  clock.now = 60_000;
  log.refused('auth-main', 'signature');
  expect(lines.at(-1)).toMatchObject({ endpoint: 'auth-main', reason: 'signature', leftOut: 999 });
});

it('writes one line a minute for all addresses that do not exist, and nothing of them that could be taken for a line', () => {
  const { log, lines } = setUp();
  const hostile = ['auth-\u001b[31m\nforged: line', '\ud800'.repeat(99), '\u202e\u0085x', '成员'.repeat(1000)];
  for (const key of hostile) log.unknownAddress(key);
  expect(lines).toHaveLength(1);
  for (const key of hostile) {
    const one = setUp();
    one.log.unknownAddress(key);
    const [{ address }] = one.lines as [{ address: string }];
    expect(address).toMatch(/^[\w.~!*'()%-]{1,128}$/);
  }
});

it('writes a line of its own for each address that cannot receive, and for each cause', () => {
  const { log, lines } = setUp();
  for (let n = 0; n < 100; n += 1) log.unavailable('auth-main', 'incomplete');
  log.unavailable('sync-main', 'incomplete');
  log.unavailable('auth-main', 'the database is away');
  log.misread('auth-main', 'of another form');
  expect(lines).toMatchObject([
    { endpoint: 'auth-main', reason: 'incomplete' },
    { endpoint: 'sync-main', reason: 'incomplete' },
    { endpoint: 'auth-main', reason: 'the database is away' },
    { endpoint: 'auth-main', reason: 'of another form' },
  ]);
});

it('remembers no more than some hundreds of causes', () => {
  const { log, lines } = setUp();
  for (let n = 0; n < 10_000; n += 1) log.unavailable('auth-main', `cause ${n}`);
  expect(lines).toHaveLength(10_000);
  const { size } = (log as unknown as { lines: Map<string, unknown> }).lines;
  expect(size).toBeLessThanOrEqual(500);
});
