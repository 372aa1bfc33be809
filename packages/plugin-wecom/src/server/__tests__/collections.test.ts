import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { collections } from '../collections';

it('lists the collection of every file in its folder', () => {
  const files = readdirSync(fileURLToPath(new URL('../collections', import.meta.url))).filter(
    (file) => file !== 'index.ts',
  );
  const fileOf = (name: string) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  expect(collections.map(({ name }) => fileOf(name)).sort()).toEqual(files.sort());
});
