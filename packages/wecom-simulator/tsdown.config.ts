import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/bin.ts'],
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  dts: true,
  sourcemap: false,
  // The page lies in the same folder and is built by vite, which empties its own part.
  clean: ['dist/*.mjs', 'dist/*.mts'],
  outExtensions: () => ({ js: '.mjs', dts: '.d.mts' }),
});
