import { Hono } from 'hono';
import { failure, NOT_SIMULATED } from './protocol/answer';
import { mount, type Environment } from './protocol/mount';
import { apiEndpoints } from './routes/api';
import { controlRoutes } from './routes/control/control';
import { pageRoutes } from './routes/page';
import { signInPages } from './routes/sign-in-pages';
import type { Simulation } from './simulation';

/** The whole HTTP side: the API under `/cgi-bin/`, the control API under `/_simulator/`, the sign-in pages, the web inbox at `/`. */
export function createApp(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  for (const endpoint of apiEndpoints(simulation)) mount(app, simulation, endpoint);
  app.all('/cgi-bin/*', (c) => {
    const text = `the simulator does not simulate ${c.req.method} ${c.req.path}`;
    return c.json(failure(NOT_SIMULATED, text, '127.0.0.1', simulation.clock.now()));
  });
  app.route('/_simulator', controlRoutes(simulation));
  app.route('/', signInPages(simulation));
  app.route('/', pageRoutes());
  app.onError((error, c) => c.text(`The simulator failed: ${error.message}`, 500));
  return app;
}
