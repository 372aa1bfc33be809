import PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import type { Application } from '@nocobase/server';
import { CHANNEL_TYPE } from '../../constants';
import type { WeComApps } from '../apps/wecom-apps';
import { weComChannel } from './channel';

export function registerChannel(app: Application, apps: WeComApps): void {
  const notifications = app.pm.get(PluginNotificationManagerServer);
  notifications.registerChannelType({
    type: CHANNEL_TYPE,
    Channel: weComChannel(apps),
    // Without the host's queue, which all channels share one message at a time: a slow WeCom would hold up everybody's mail.
    useQueue: false,
  });
}
