import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from '../lib/build-steps.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openwecom-build-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'index.ts'), 'export {};');
  writeFileSync(join(folder, 'src', 'other.ts'), 'export {};');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => fingerprint(['.'], folder);

it('stays the same while nothing changes, and when a build writes its result', () => {
  const before = now();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'index.mjs'), '');
  writeFileSync(join(folder, 'plugin.tgz'), '');
  expect(now()).toBe(before);
});

it('changes with the date of a source', () => {
  const before = now();
  utimesSync(join(folder, 'src', 'index.ts'), 1, 1);
  expect(now()).not.toBe(before);
});

it('changes when a source is removed', () => {
  const before = now();
  rmSync(join(folder, 'src', 'other.ts'));
  expect(now()).not.toBe(before);
});
