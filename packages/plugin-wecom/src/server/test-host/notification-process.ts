import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import type { TestDatabase } from './database';
import { bootHost } from './host';

/** What the process is told when it starts. */
export interface NotificationProcess {
  database: TestDatabase['options'];
  storage: string;
  installed: boolean;
}

/** What it is told to send: so many messages from this number on, to these users in turn. */
export interface Sending {
  first: number;
  count: number;
  users: number[];
}

const CALLERS = 4;

/** A NocoBase that takes notifications and sends them, to be killed meanwhile. Tells its address, and the number of each it has accepted. */
async function run({ database, storage, installed }: NotificationProcess): Promise<void> {
  const place = { database: { options: database, drop: () => Promise.resolve() }, storage, installed };
  const { app } = await bootHost({ place });
  process.on('message', ({ first, count, users }: Sending) => {
    let next = first;
    const notifications = app.pm.get<PluginNotificationManagerServer>('notification-manager');
    const caller = async () => {
      for (let n = next++; n < first + count; n = next++) {
        const { status } = await notifications.send({
          channelName: 'wecom',
          message: { content: `Message ${n}` },
          receivers: { type: 'userId', value: [users[n % users.length] ?? 0] },
          triggerFrom: 'crash',
        });
        if (status === 'success') process.send?.(n);
      }
    };
    for (let index = 0; index < CALLERS; index += 1) void caller();
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

void run(JSON.parse(process.argv[2] ?? '') as NotificationProcess);
