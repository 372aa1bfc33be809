import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameOriginPath } from '../sign-in/same-origin-path';

const ORIGIN = 'https://nocobase.example';

it.each(['/', '/admin', '/v/admin/x?y=1&z=a b#top', '/admin?next=//evil.example', '/客户'])('accepts %s', (path) => {
  const accepted = sameOriginPath(path) ?? '';
  expect(new URL(accepted, ORIGIN).href).toBe(new URL(path, ORIGIN).href);
});

it.each([
  '',
  'admin',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  '/\n/evil.example',
  '/\t/evil.example',
  ' //evil.example',
  '/..//evil.example',
  '/./\u0000',
  'javascript:alert(1)',
  'data:text/html,x',
  undefined,
  null,
  7,
  ['/admin'],
])('refuses %j', (text) => {
  expect(sameOriginPath(text)).toBeUndefined();
});

it('never leads away, whatever it is given', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '//',
    '@',
    ':',
    '\t',
    '\n',
    '\r',
    ' ',
    '?',
    '#',
    '%2f',
    '%5c',
    'evil.example',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const path = sameOriginPath(text);
      return path === undefined || (new URL(path, ORIGIN).origin === ORIGIN && !path.startsWith('//'));
    }),
    { numRuns: 5000 },
  );
});
