import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Environment } from '../protocol/mount';

/** Where the built page lies, seen from the built bundle and from this source file. */
const folders = ['./inbox/', '../../dist/inbox/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** Messages may show pictures from anywhere; nothing else comes from elsewhere, and no message can bring a script. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src * data: blob:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The web inbox. */
export function pageRoutes(): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
  });
  const root = folders.find((folder) => existsSync(`${folder}index.html`));
  if (root !== undefined) app.get('*', serveStatic({ root }));
  else
    app.get('/', (c) =>
      c.text(
        'The web inbox is not built. Run: npm run build -w packages/wecom-simulator\nThe API and /_simulator/ work without it.\n',
      ),
    );
  app.all('*', (c) => c.text(`There is no ${c.req.method} ${c.req.path} here.\n`, 404));
  return app;
}
