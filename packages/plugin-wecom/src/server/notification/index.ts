import PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import { CHANNEL_TYPE } from '../../constants';
import { weComChannel } from './channel';
import { nameLogRows } from './log-row';
import type { NotificationServices } from './notify';

export function registerChannel(services: NotificationServices): void {
  const notifications = services.app.pm.get(PluginNotificationManagerServer);
  notifications.registerChannelType({
    type: CHANNEL_TYPE,
    Channel: weComChannel(services),
    // Without the host's queue, which all channels share one message at a time, and which forgets what waits in it.
    useQueue: false,
  });
  nameLogRows(notifications);
}
