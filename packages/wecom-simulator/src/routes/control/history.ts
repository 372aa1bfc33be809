import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { checkInput } from '../../check-input';
import { callsOf, inboxCountsOf, inboxOf, messagesOf } from '../../controls/history';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { wholeNumber } from './whole-number';

const countsQuerySchema = v.strictObject({ agentId: v.exactOptional(wholeNumber) });
const listQuerySchema = v.strictObject({ newest: v.exactOptional(wholeNumber) });

const newestOf = (c: Context): number | undefined => checkInput(c.req.query(), listQuerySchema).newest;

/** What happened: inboxes, all messages, the call log, uploaded media. */
export function historyRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/inbox/:userid', (c) => c.json(inboxOf(simulation, c.req.param('userid'))));
  app.get('/inbox', (c) => {
    const { agentId } = checkInput(c.req.query(), countsQuerySchema);
    return c.json({ counts: inboxCountsOf(simulation, agentId) });
  });
  app.get('/messages', (c) => c.json({ messages: messagesOf(simulation, newestOf(c)) }));
  app.get('/calls', (c) => c.json({ calls: callsOf(simulation, newestOf(c)) }));
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
