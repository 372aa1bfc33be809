import type { BaseNotificationChannel } from '@nocobase/plugin-notification-manager';
import { hostRequire } from '../host.mjs';

/** Type of the channel, and its name. */
export const IDLE = 'bench-idle';

/** A channel that does nothing: what a notification costs then is the host's own share. */
export function idleChannel() {
  const base = hostRequire('@nocobase/plugin-notification-manager') as {
    BaseNotificationChannel: typeof BaseNotificationChannel;
  };

  class IdleChannel extends base.BaseNotificationChannel {
    override send = ({ message }: { message: Record<string, unknown> }) =>
      Promise.resolve({ status: 'success' as const, message });
  }
  return { type: IDLE, Channel: IdleChannel, useQueue: false };
}
