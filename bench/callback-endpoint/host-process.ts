import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AUTH_TYPE, CALLBACKS_COLLECTION, PKG } from '../../packages/plugin-wecom/src/constants';
import type { Callbacks } from '../../packages/plugin-wecom/src/server/callback/callbacks';
import type { Dialect } from '../../packages/plugin-wecom/src/server/test-host/database';
import { bootHost } from '../../packages/plugin-wecom/src/server/test-host/host';
import { answerCalls } from '../delivery/child';

const NAME = 'bench';

const dialect = process.env.BENCH_DIALECT as Dialect;
const host = await bootHost({ dialect });
const { callbacks } = host.app.pm.get(PKG) as unknown as { callbacks: Callbacks };
const server = createServer(host.app.callback());
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const INSERT = new RegExp(`INSERT (OR IGNORE )?INTO ["\`]${CALLBACKS_COLLECTION}["\`]`);
let inserts = 0;
const { options: database } = host.app.db.sequelize as unknown as { options: { logging: unknown } };
database.logging = (statement: string) => {
  if (INSERT.test(statement)) inserts += 1;
};

/** As a workflow does that waits for somebody else in the middle of it: a connection of the pool is taken all the while. */
async function holdTransaction(ms: number): Promise<void> {
  const { sequelize } = host.app.db;
  await sequelize.transaction(async (transaction) => {
    await sequelize.query('SELECT 1', { transaction });
    await wait(ms);
  });
}

const commands = {
  /** An authenticator with message reception. @returns its address */
  async receive(sender: { corpId: string; token: string; encodingAESKey: string }, handlerMs: number): Promise<string> {
    const root = await host.root();
    const seal = async (purpose: string, secret: string) => {
      const query = new URLSearchParams({ purpose, corpId: sender.corpId }).toString();
      const answer = await root.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(secret);
      return (answer.body as { data: { sealed: string } }).data.sealed;
    };
    const callback = {
      enabled: true,
      token: await seal('callback-token', sender.token),
      encodingAESKey: await seal('encoding-aes-key', sender.encodingAESKey),
    };
    const options = { corpId: sender.corpId, agentId: '1000002', callback };
    await root.post('/api/authenticators:create').send({ name: NAME, authType: AUTH_TYPE, enabled: true, options });
    callbacks.on('template_card_menu_event', () =>
      dialect === 'sqlite' ? wait(handlerMs) : holdTransaction(handlerMs),
    );
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/openwecom:callback/auth-${NAME}`;
  },

  async rows(): Promise<{ stored: number; handled: number; inserts: number }> {
    const model = host.app.db.getModel(CALLBACKS_COLLECTION);
    const [stored, handled] = await Promise.all([model.count(), model.count({ where: { state: 'handled' } })]);
    return { stored, handled, inserts };
  },

  /** Milliseconds of processor time so far. */
  cpu(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },

  /** Bytes in use when everything that can go is gone. */
  memory(): number {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },

  async close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await host.close();
  },
};

export type HostCommands = typeof commands;

answerCalls(commands);
