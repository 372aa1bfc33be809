import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { checkInput } from '../../check-input';
import type { CallbackReceiver } from '../../callbacks/callback-address';
import { act } from '../../controls/act';
import {
  callbackReceiversOf,
  removeCallback,
  repeatCallback,
  saveCallback,
  sendCallback,
} from '../../controls/callbacks';
import { clickCard } from '../../controls/click-card';
import { callbacksOf } from '../../controls/history';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { readJson } from './read-json';
import { wholeNumber } from './whole-number';

const receiverSchema = v.union([v.literal('contacts'), wholeNumber], 'must be the id of an agent, or "contacts"');

const listQuerySchema = v.strictObject({
  newest: v.exactOptional(wholeNumber),
  receiver: v.exactOptional(receiverSchema),
  /** Waits until nothing is under way to the receiver, or to anybody. */
  settled: v.exactOptional(v.literal('1')),
});

const receiverOf = (c: Context): CallbackReceiver => checkInput(c.req.param('receiver'), receiverSchema);

/** What WeCom sends: addresses, messages and events, and what members do to cause them. */
export function callbackRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/callbacks', (c) => c.json({ receivers: callbackReceiversOf(simulation) }));
  app.get('/callbacks/sent', async (c) => {
    const { settled, ...filter } = checkInput(c.req.query(), listQuerySchema);
    if (settled) await simulation.world.callbacks.settled(filter.receiver);
    return c.json({ callbacks: callbacksOf(simulation, filter) });
  });
  app.post('/callbacks/sent/:id/repeat', (c) =>
    c.json(repeatCallback(simulation, checkInput(c.req.param('id'), wholeNumber)), 202),
  );
  app.put('/callbacks/:receiver', async (c) => {
    const verification = await saveCallback(simulation, receiverOf(c), await readJson(c));
    return c.json({ saved: verification.ok, verification }, verification.ok ? 200 : 422);
  });
  app.delete('/callbacks/:receiver', (c) => {
    removeCallback(simulation, receiverOf(c));
    return c.json({ ok: true });
  });
  app.post('/callbacks/:receiver/send', async (c) =>
    c.json(sendCallback(simulation, receiverOf(c), await readJson(c)), 202),
  );
  app.post('/click', async (c) => c.json(clickCard(simulation, await readJson(c)), 202));
  app.post('/act', async (c) => c.json(act(simulation, await readJson(c)), 202));
  return app;
}
