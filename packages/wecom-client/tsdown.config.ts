import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/messages/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  dts: true,
  sourcemap: false,
  clean: true,
});
