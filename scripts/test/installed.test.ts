import { expect, it } from 'vitest';
import { missingPackages } from '../lib/installed.mjs';

const lock = {
  '': { version: '1.0.0' },
  'node_modules/hono': { version: '4.13.19' },
  'node_modules/@rspack/binding-darwin-arm64': { version: '2.3.2', optional: true },
};

it('finds nothing missing when every package is there in its version', () => {
  expect(missingPackages(lock, { 'node_modules/hono': { version: '4.13.19' } })).toEqual([]);
});

it('names a package that is absent and one that is there in another version', () => {
  expect(missingPackages(lock, {})).toEqual(['node_modules/hono']);
  expect(missingPackages(lock, { 'node_modules/hono': { version: '4.0.0' } })).toEqual(['node_modules/hono']);
});

it('does not miss builds for other platforms', () => {
  expect(missingPackages(lock, { 'node_modules/hono': { version: '4.13.19' } })).not.toContain(
    'node_modules/@rspack/binding-darwin-arm64',
  );
});
