import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createApp } from '../src/app';
import { coverage } from '../src/coverage';
import { tryOut } from './try-out';

const names = (rows: readonly { method: string; path: string }[]) =>
  rows.map(({ method, path }) => `${method} ${path}`).toSorted();

/** Rows of the table in a README, whose columns the formatter pads. */
async function tableOf(file: string): Promise<string[][]> {
  const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => /^\| (GET|POST) +\| `/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the coverage table', () => {
  it('lists exactly the endpoints that are served', () => {
    const served = createApp(tryOut().simulation)
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/cgi-bin/'))
      .map(({ method, path }) => ({ method, path: path.slice('/cgi-bin/'.length) }));
    expect(names(coverage)).toEqual(names(served));
  });

  it.each([
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh'],
  ] as const)('stands in %s', async (file, language) => {
    expect(await tableOf(file)).toEqual(
      coverage.map(({ method, path, document, covers }) => [
        method,
        `\`${path}\``,
        `[${document}](https://developer.work.weixin.qq.com/document/path/${document})`,
        covers[language],
      ]),
    );
  });
});
