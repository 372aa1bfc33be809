import { Hono } from 'hono';
import { changeAgent } from '../../controls/agents';
import { seedOf } from '../../controls/history';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { readJson } from './read-json';

/** The corp: its data, and changes an administrator would make in WeCom's console. */
export function corpRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.get('/seed', (c) => c.json(seedOf(simulation)));
  app.post('/reset', (c) => {
    simulation.reset();
    return c.json({ ok: true });
  });
  app.patch('/agents/:agentId', async (c) =>
    c.json(changeAgent(simulation, Number(c.req.param('agentId')), await readJson(c))),
  );
  return app;
}
