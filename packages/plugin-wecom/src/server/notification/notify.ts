import { randomUUID } from 'node:crypto';
import type { Application } from '@nocobase/server';
import type { ReceiversOptions } from '@nocobase/plugin-notification-manager';
import { describeFailure, failureText } from '../apps/failure';
import type { WeComApps } from '../apps/wecom-apps';
import type { Deliveries } from '../delivery';
import { BacklogError } from '../delivery/backlog';
import { problemText } from '../delivery/problem-text';
import type { QueueProblem } from '../delivery/states';
import { systemTexts } from '../texts';
import { ContentError } from './content-error';
import { readContent } from './content';
import { reasonWithId } from './log-row';
import { readReceivers } from './receivers';
import { findRecipients, listOfUsers } from './recipients';

export interface NotificationServices {
  app: Application;
  apps: WeComApps;
  deliveries: Pick<Deliveries, 'accept'>;
}

/** What the host hands to a channel. */
export interface Notice {
  channelName: string;
  /** Name of the authenticator the channel was set up with. */
  authenticator: string | undefined;
  message: Readonly<Record<string, unknown>>;
  receivers: ReceiversOptions | undefined;
}

/** What the host writes into its log at first. */
export interface Outcome {
  /** A success means that it is written down; what becomes of it is written into the row later. */
  status: 'success' | 'failure';
  reason?: string;
}

/** Accepts one notification: it is in the database when this returns, and WeCom is called later. Reasons are in the language of the system. */
export async function notify(services: NotificationServices, notice: Notice): Promise<Outcome> {
  try {
    return await accept(services, notice);
  } catch (error) {
    const texts = await systemTexts(services.app);
    if (error instanceof ContentError) return failure(error.describe(texts.t));
    if (error instanceof BacklogError) {
      const { authenticator, most } = error;
      return failure(texts.t('server.delivery.backlog', { authenticator, most }));
    }
    const described = describeFailure(error, texts);
    if (!described) throw error;
    return failure(failureText(described, texts));
  }
}

async function accept({ app, apps, deliveries }: NotificationServices, notice: Notice): Promise<Outcome> {
  const { channelName, message, receivers, authenticator = '' } = notice;
  const userIds = await readReceivers(receivers, message, app.db.getRepository('users'));
  if (!userIds) return failure((await systemTexts(app)).t('server.notification.receiversUnknown'));
  const [{ origin }, { members, unlinked }] = await Promise.all([
    apps.open(authenticator),
    findRecipients(app.db, authenticator, userIds),
  ]);
  const body = readContent(message, { fromCaller: receivers !== undefined, origin });
  if (userIds.length === 0) return failure((await systemTexts(app)).t('server.notification.nobody'));
  const id = randomUUID();
  const { problem } = await deliveries.accept({
    id,
    authenticator,
    channelName,
    message: body,
    members,
    notLinked: unlinked,
  });
  const reason = problem || unlinked.length > 0 ? await firstReason(app, members.size, unlinked, problem) : '';
  return { status: members.size > 0 ? 'success' : 'failure', reason: reasonWithId(id, reason) };
}

/** What is known already. */
async function firstReason(
  app: Application,
  members: number,
  unlinked: readonly string[],
  problem: QueueProblem | null,
): Promise<string> {
  const texts = await systemTexts(app);
  const { t } = texts;
  const lines: string[] = [];
  if (members === 0) lines.push(t('server.notification.nobody'));
  else if (problem) lines.push(t('server.delivery.waiting.paused', { problem: problemText(problem, texts) }));
  if (unlinked.length > 0) {
    lines.push(t('server.notification.unlinked', { names: await listOfUsers(app.db, unlinked, texts) }));
  }
  return lines.join('\n');
}

function failure(reason: string): Outcome {
  return { status: 'failure', reason };
}
