import { Hono } from 'hono';
import { checkInput } from '../../check-input';
import { addFault, advanceClock, clearFaults, clockOf, clockSchema, revokeSchema } from '../../controls/conditions';
import type { FaultInput } from '../../faults';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { readJson } from './read-json';

/** Conditions under which the next calls happen: faults, time, revoked tokens. */
export function conditionRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/faults', (c) => c.json({ faults: simulation.world.faults.list() }));
  app.post('/faults', async (c) => c.json(addFault(simulation, (await readJson(c)) as FaultInput), 201));
  app.delete('/faults', (c) => {
    clearFaults(simulation, c.req.query('path'));
    return c.json({ ok: true });
  });
  app.get('/clock', (c) => c.json(clockOf(simulation)));
  app.post('/clock', async (c) => {
    advanceClock(simulation, checkInput(await readJson(c), clockSchema).advanceMs);
    return c.json(clockOf(simulation));
  });
  app.post('/tokens/revoke', async (c) => {
    simulation.world.tokens.revoke(checkInput(await readJson(c), revokeSchema).agentId);
    return c.json({ ok: true });
  });
  return app;
}
