import type PluginNotificationManagerServer from '@nocobase/plugin-notification-manager';
import { CHANNEL_TYPE } from '../../constants';

const MARK = /^openwecom:([\da-f-]{36})(?: ([\s\S]*))?$/;

interface LogValues {
  id?: string;
  notificationType?: string;
  reason?: string | undefined;
}

/** A reason that carries the id of the notification to the row of the host's log, which is written after `send()` has returned. */
export function reasonWithId(notificationId: string, reason = ''): string {
  return `openwecom:${notificationId} ${reason}`;
}

/**
 * Lets rows of the host's notification log have the ids of our notifications, so that what becomes of them can be written there. The
 * host makes up an id after `send()`, and offers no hook.
 */
export function nameLogRows(notifications: PluginNotificationManagerServer): void {
  // Private in its types alone.
  const { manager } = notifications as unknown as { manager: { createSendingRecord: (values: LogValues) => unknown } };
  const { createSendingRecord } = manager;
  manager.createSendingRecord = (values) => {
    const [, id, reason] = (values.notificationType === CHANNEL_TYPE && MARK.exec(values.reason ?? '')) || [];
    if (!id) return createSendingRecord(values);
    // The same object is what the host answers to whoever sends.
    values.reason = reason || undefined;
    return createSendingRecord({ ...values, id });
  };
}
