import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The web inbox and the sign-in pages: built into the package, served by the simulator. */
export default defineConfig({
  root: at('src/inbox'),
  // Relative, so that the page also works behind a proxy that adds a path.
  base: './',
  plugins: [react()],
  resolve: { alias: { '@openwecom/message-view': at('../message-view/src/index.ts') } },
  build: {
    rollupOptions: { input: [at('src/inbox/index.html'), at('src/inbox/sign-in/page/index.html')] },
    outDir: at('dist/inbox'),
    emptyOutDir: true,
    // The page is read from this machine; antd in one file is fine.
    chunkSizeWarningLimit: 1500,
  },
});
