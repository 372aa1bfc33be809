import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import enUS from '../../locale/en-US.json';
import zhCN from '../../locale/zh-CN.json';

const server = fileURLToPath(new URL('..', import.meta.url));

const ofServer = (texts: Record<string, string>) => Object.entries(texts).filter(([key]) => key.startsWith('server.'));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it('has every text of the server in both languages, with the same values in it', () => {
  const english = Object.fromEntries(ofServer(enUS));
  const chinese = Object.fromEntries(ofServer(zhCN));
  expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  for (const [key, text] of Object.entries(english)) {
    expect([key, [...new Set(placeholders(chinese[key] ?? ''))]]).toEqual([key, [...new Set(placeholders(text))]]);
    expect([key, /\p{Script=Han}/u.test(chinese[key] ?? '')]).toEqual([key, true]);
  }
});

it('has no text that nothing uses, and uses none that is missing', () => {
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('__tests__') && !file.includes('test-host'))
    .map((file) => readFileSync(path.join(server, file), 'utf8'))
    .join('\n');
  const used = [...sources.matchAll(/['`](server\.[\w.-]+)(\$\{)?/g)].map(([, key = '', open]) => ({
    key,
    prefix: open !== undefined,
  }));
  const existing = ofServer(enUS).map(([key]) => key);
  const uses = (key: string) => used.some((one) => (one.prefix ? key.startsWith(one.key) : key === one.key));
  expect(existing.filter((key) => !uses(key))).toEqual([]);
  expect(used.filter(({ key, prefix }) => !prefix && !existing.includes(key)).map(({ key }) => key)).toEqual([]);
});
