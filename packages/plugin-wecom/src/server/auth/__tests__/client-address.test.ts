import { expect, it } from 'vitest';
import { clientAddress } from '../sign-in/client-address';

const address = (ip: string, forwarded = '') => clientAddress({ ip, get: () => forwarded });

it('is whoever connected', () => {
  expect(address('203.0.113.9')).toBe('203.0.113.9');
  expect(address('::ffff:203.0.113.9')).toBe('203.0.113.9');
});

it('is not what somebody from elsewhere claims', () => {
  expect(address('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  expect(address('2001:db8::1', '198.51.100.1')).toBe('2001:db8::1');
});

it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.1.2.3', '172.17.0.1', '192.168.1.1', 'fd00::1'])(
  'is told apart by what a proxy at %s wrote last',
  (proxy) => {
    expect(address(proxy, '198.51.100.1')).toMatch(/ for 198\.51\.100\.1$/);
    expect(address(proxy, 'made-up, 198.51.100.1')).toBe(address(proxy, '198.51.100.1'));
    expect(address(proxy, 'made-up')).toBe(address(proxy));
  },
);
