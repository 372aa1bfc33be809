import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createApp } from '../src/app';
import { coverage, coverageTable } from '../src/coverage';
import { tryOut } from './try-out';

const names = (rows: readonly { method: string; path: string }[]) =>
  rows.map(({ method, path }) => `${method} ${path}`).toSorted();

describe('the coverage table', () => {
  it('lists exactly the endpoints that are served', () => {
    const served = createApp(tryOut().simulation)
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/cgi-bin/'))
      .map(({ method, path }) => ({ method, path: path.slice('/cgi-bin/'.length) }));
    expect(names(coverage)).toEqual(names(served));
  });

  it.each(['README.md', 'README.zh-CN.md'])('stands in %s', async (file) => {
    expect(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(coverageTable());
  });
});
