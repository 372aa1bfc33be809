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
  // Before: once it is accepted, nothing may fail any more.
  const unreached = unlinked.length > 0 ? await unreachedReason(app, members.size, unlinked) : '';
  const id = randomUUID();
  const { problem } = await deliveries.accept({
    id,
    authenticator,
    channelName,
    message: body,
    members,
    notLinked: unlinked,
  });
  const waits = problem && members.size > 0 ? await waitingReason(app, problem) : '';
  const reason = [waits, unreached].filter(Boolean).join('\n');
  return { status: members.size > 0 ? 'success' : 'failure', reason: reasonWithId(id, reason) };
}

async function unreachedReason(app: Application, members: number, unlinked: readonly string[]): Promise<string> {
  const texts = await systemTexts(app);
  const names = await listOfUsers(app.db, unlinked, texts);
  const line = texts.t('server.notification.unlinked', { names });
  return members > 0 ? line : `${texts.t('server.notification.nobody')}\n${line}`;
}

/** Never fails: the log writer tells it a little later. */
async function waitingReason(app: Application, problem: QueueProblem): Promise<string> {
  try {
    const texts = await systemTexts(app);
    return texts.t('server.delivery.waiting.paused', { problem: problemText(problem, texts) });
  } catch (error) {
    app.log.warn('A notification was accepted, and why it waits cannot be told', {
      error: error instanceof Error ? error.name : typeof error,
    });
    return '';
  }
}

function failure(reason: string): Outcome {
  return { status: 'failure', reason };
}
