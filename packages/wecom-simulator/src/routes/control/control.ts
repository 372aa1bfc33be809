import { Hono } from 'hono';
import { SimulatorConfigError } from '../../config-error';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { callbackRoutes } from './callbacks';
import { conditionRoutes } from './conditions';
import { contactRoutes } from './contacts';
import { corpRoutes } from './corp';
import { eventRoutes } from './events';
import { loopbackOnly } from './guard';
import { historyRoutes } from './history';
import { signInRoutes } from './sign-in';

/** The control API under `/_simulator/`: for tests, and for the web inbox. */
export function controlRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(loopbackOnly);
  app.onError((error, c) => {
    if (!(error instanceof SimulatorConfigError)) throw error;
    return c.json({ error: { message: error.message, issues: error.issues } }, 400);
  });
  for (const routes of [
    corpRoutes,
    contactRoutes,
    historyRoutes,
    conditionRoutes,
    callbackRoutes,
    signInRoutes,
    eventRoutes,
  ])
    app.route('/', routes(simulation));
  app.all('*', (c) => c.json({ error: { message: `there is no ${c.req.method} ${c.req.path}` } }, 404));
  return app;
}
