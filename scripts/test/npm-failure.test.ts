import { expect, it } from 'vitest';
import { explainNpmFailure } from '../lib/npm.mjs';

it('says in one line that the registry cannot be reached', () => {
  const line = explainNpmFailure('npm error code ENOTFOUND\nnpm error network request failed', 'install.log');
  expect(line).toContain('ENOTFOUND');
  expect(line.split('\n')).toHaveLength(1);
});

it('says in one line that the disk is full', () => {
  expect(explainNpmFailure('npm error ENOSPC: no space left on device, write', 'install.log').split('\n')).toHaveLength(
    1,
  );
});

it('shows the end of the log and where the rest is when the cause is unknown', () => {
  const log = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
  const text = explainNpmFailure(log, 'install.log');
  expect(text).toContain('install.log');
  expect(text).toContain('line 39');
  expect(text).not.toContain('line 10\n');
});
