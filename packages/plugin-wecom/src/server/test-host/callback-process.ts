import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PKG } from '../../constants';
import type { Callbacks } from '../callback/callbacks';
import type { Dialect, TestDatabase } from './database';
import { bootHost } from './host';

/** What the process is told. */
export interface CallbackProcess {
  dialect: Dialect;
  database: TestDatabase['options'];
  storage: string;
}

/**
 * A NocoBase whose handlers never come to an end, to be killed in the middle of them. Sends its address when it listens, and a word
 * whenever a handler begins.
 */
async function run({ dialect, database, storage }: CallbackProcess): Promise<void> {
  const place = { database: { options: database, drop: () => Promise.resolve() }, storage, installed: false };
  const host = await bootHost({ dialect, place });
  const { callbacks } = host.app.pm.get(PKG) as unknown as { callbacks: Callbacks };
  callbacks.on('template_card_menu_event', () => {
    process.send?.('handling');
    return new Promise(() => undefined);
  });
  const server = createServer(host.app.callback()).listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

void run(JSON.parse(process.argv[2] ?? '') as CallbackProcess);
