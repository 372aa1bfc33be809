import {
  BaseNotificationChannel,
  type NotificationChannelConstructor,
  type SendFnType,
} from '@nocobase/plugin-notification-manager';
import { notify, type NotificationServices } from './notify';

type Message = Record<string, unknown>;

/** The channel type "WeCom". The host makes one object per message, so nothing is kept in it. */
export function weComChannel(services: NotificationServices): NotificationChannelConstructor {
  return class WeComChannel extends BaseNotificationChannel<Message> {
    override send: SendFnType<Message> = async ({ channel, message, receivers }) => {
      const { authenticator } = (channel.options ?? {}) as { authenticator?: string };
      return { ...(await notify(services, { channelName: channel.name, authenticator, message, receivers })), message };
    };
  };
}
