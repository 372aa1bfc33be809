import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { folderWith, NOT_BUILT, pagePolicy } from './built-pages';
import type { Environment } from '../protocol/mount';

/** The web inbox. */
export function pageRoutes(): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', pagePolicy("'none'"));
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
  });
  const root = folderWith('index.html');
  if (root !== undefined) app.get('*', serveStatic({ root }));
  else app.get('/', (c) => c.text(NOT_BUILT));
  app.all('*', (c) => c.text(`There is no ${c.req.method} ${c.req.path} here.\n`, 404));
  return app;
}
