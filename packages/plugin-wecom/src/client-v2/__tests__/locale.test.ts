import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Field } from '@openwecom/client/messages';
import { describe, expect, it } from 'vitest';
import enUS from '../../locale/en-US.json';
import zhCN from '../../locale/zh-CN.json';
import { offeredKinds } from '../notification/kind-choice';

const folders = ['..', '../../client'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** Texts of the server have keys of their own, which its tests look after. */
const isServerKey = (key: string) => key.startsWith('server.');

const used = new Set([...keysInCode(), ...offeredKinds.flatMap(({ fields }) => labelsOf(fields))]);
const locales = { 'en-US': enUS as Record<string, string>, 'zh-CN': zhCN as Record<string, string> };

describe.each(Object.entries(locales))('texts in %s', (_language, texts) => {
  it('has every text that the forms use', () => {
    expect([...used].filter((key) => !texts[key])).toEqual([]);
  });

  it('has no text that nothing uses', () => {
    expect(Object.keys(texts).filter((key) => !isServerKey(key) && !used.has(key))).toEqual([]);
  });
});

describe('texts', () => {
  it('exist in both languages', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(enUS).sort());
  });

  it('keep their parameters when translated', () => {
    const parameters = (text: string) => new Set(text.match(/\{\{\w+\}\}/g));
    for (const [key, text] of Object.entries(locales['zh-CN'])) {
      expect(parameters(text), key).toEqual(parameters(locales['en-US'][key] ?? ''));
    }
  });
});

function keysInCode(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('__tests__'))
      .flatMap((file) => {
        const source = readFileSync(`${folder}/${file}`, 'utf8');
        return [...source.matchAll(/\b(?:t|tExpr)\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, key = '']) => key);
      }),
  );
}

function labelsOf(fields: readonly Field[]): string[] {
  return fields
    .filter((field) => !('generated' in field && field.generated))
    .flatMap((field) => [
      field.label,
      ...(field.control === 'choice' ? field.options.map(({ label }) => label) : []),
      ...('fields' in field ? labelsOf(field.fields) : []),
    ]);
}
