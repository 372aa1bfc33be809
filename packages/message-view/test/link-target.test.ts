import { describe, expect, it } from 'vitest';
import { linkTarget } from '../src/link-target';

describe('linkTarget', () => {
  it.each([
    'http://example.com',
    'https://example.com/a?b#c',
    ' HTTPS://example.com ',
    'https://example.com/{{{$context.data.id}}}',
  ])('opens %j', (url) => {
    expect(linkTarget(url)).toEqual({ kind: 'open', url: url.trim() });
  });

  it('waits for a variable', () => {
    expect(linkTarget('{{{$context.data.url}}}')).toEqual({ kind: 'variable' });
  });

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//example.com',
    '/a',
    '',
    'http://',
    undefined,
    7,
  ])('does not open %j', (url) => {
    expect(linkTarget(url)).toEqual({ kind: 'none' });
  });
});
