import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('the messages part bundles for browsers, and imports no package', async () => {
  const entry = fileURLToPath(new URL('../../src/messages/index.ts', import.meta.url));
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
  });
  expect(Object.keys(metafile.inputs).every((input) => input.includes('src/messages/'))).toBe(true);
  expect(outputFiles[0]?.contents.length).toBeLessThan(16_000);
});
