import { Hono } from 'hono';
import { callsOf, inboxOf, messagesOf } from '../../controls';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';

/** What happened: inboxes, all messages, the call log, uploaded media. */
export function historyRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/inbox/:userid', (c) => c.json(inboxOf(simulation, c.req.param('userid'))));
  app.get('/messages', (c) => c.json({ messages: messagesOf(simulation) }));
  app.get('/calls', (c) => c.json({ calls: callsOf(simulation) }));
  app.get('/media/:mediaId', (c) => {
    const file = simulation.world.store.media(c.req.param('mediaId'));
    if (!file) return c.json({ error: { message: 'there is no such media' } }, 404);
    const shown = file.type === 'file' ? 'attachment' : 'inline';
    // What was uploaded must not run as a page of this origin.
    return c.body(Uint8Array.from(file.bytes), 200, {
      'content-type': file.contentType,
      'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}
