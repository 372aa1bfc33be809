import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const threats = readFileSync(at('../../../../../../docs/security.md'), 'utf8');
const server = at('../..');

/** Rows of the tables, without their heads. */
const rows = threats.split('\n').filter((line) => /^\| (?!threat |-)/.test(line));

const tests = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.ts$|^test-host.+\.ts$/.test(file))
  .map((file) => readFileSync(path.join(server, file), 'utf8'))
  .join('\n');

it('names for every threat a test that exists', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const shownBy = row.split('|').at(-2) ?? '';
    const files = [...shownBy.matchAll(/`([\w/.*-]+\.ts)`/g)].map(([, file = '']) => file);
    expect([row, files.length > 0]).toEqual([row, true]);
    for (const file of files.filter((name) => !name.includes('*'))) {
      const places = [file, `__tests__/${file}`].map((name) => path.join(server, name));
      const known = [...places, at(`../../../../../../${file}`)].some(isThere);
      expect([file, known]).toEqual([file, true]);
    }
    for (const [, title = ''] of shownBy.matchAll(/"([^"]+)"/g)) {
      const [beginning = ''] = title.split('…');
      expect([title, tests.includes(beginning)]).toEqual([title, true]);
    }
  }
});

function isThere(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}
