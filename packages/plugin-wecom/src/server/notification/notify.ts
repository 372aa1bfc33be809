import type { Application } from '@nocobase/server';
import type { ReceiversOptions } from '@nocobase/plugin-notification-manager';
import { describeFailure, failureText } from '../apps/failure';
import type { WeComApps } from '../apps/wecom-apps';
import { systemTexts, type Texts } from '../texts';
import { ContentError } from './content-error';
import { readContent } from './content';
import { readReceivers } from './receivers';
import { findRecipients, namesOf, type Recipients } from './recipients';
import { sendBatches, type Delivery } from './send-batches';

/** What the host hands to a channel. */
export interface Notification {
  /** Name of the authenticator the channel was set up with. */
  authenticator: string | undefined;
  message: Readonly<Record<string, unknown>>;
  receivers: ReceiversOptions | undefined;
}

/** What the host writes into its log. */
export interface Outcome {
  status: 'success' | 'failure';
  /** Who was not reached and why; also beside a success. */
  reason?: string;
}

/** Names in one sentence of a reason; beyond it only their number. */
const MOST_NAMES = 50;

/** Sends one notification and says what became of it. Reasons are in the language of the system. */
export async function notify(app: Application, apps: WeComApps, notification: Notification): Promise<Outcome> {
  try {
    return await deliver(app, apps, notification);
  } catch (error) {
    const texts = await systemTexts(app);
    if (error instanceof ContentError) return { status: 'failure', reason: error.describe(texts.t) };
    const failure = describeFailure(error, texts);
    if (!failure) throw error;
    return { status: 'failure', reason: failureText(failure, texts) };
  }
}

async function deliver(app: Application, apps: WeComApps, { authenticator, message, receivers }: Notification) {
  const wecom = await apps.open(authenticator);
  const body = readContent(message, { fromCaller: receivers !== undefined, origin: wecom.origin });
  const userIds = await readReceivers(receivers, message, app.db.getRepository('users'));
  if (!userIds) return failure((await systemTexts(app)).t('server.notification.receiversUnknown'));
  const recipients = await findRecipients(app.db, wecom.name, userIds);
  const delivery = await sendBatches(wecom.client, body, [...recipients.members.keys()]);
  return outcome(app, recipients, delivery);
}

async function outcome(app: Application, { members, unlinked }: Recipients, delivery: Delivery): Promise<Outcome> {
  const { accepted, invalid, unlicensed, unsent, error } = delivery;
  if (accepted.length > 0 && accepted.length === members.size + unlinked.length) return { status: 'success' };

  const texts = await systemTexts(app);
  const { t } = texts;
  const named = async (userIds: readonly string[]) =>
    listNames(await namesOf(app.db, userIds.slice(0, MOST_NAMES)), userIds.length, texts);
  const users = (list: readonly string[]) => list.flatMap((member) => members.get(member) ?? []);
  const reason: string[] = [];
  if (accepted.length === 0 && error === undefined) reason.push(t('server.notification.nobody'));
  if (error !== undefined) {
    const described = describeFailure(error, texts);
    if (!described) throw error;
    reason.push(failureText(described, texts));
    if (accepted.length > 0) reason.push(t('server.notification.unsent', { names: await named(users(unsent)) }));
  }
  if (unlinked.length > 0) reason.push(t('server.notification.unlinked', { names: await named(unlinked) }));
  if (invalid.length > 0) reason.push(t('server.notification.invalid', { names: await named(users(invalid)) }));
  if (unlicensed.length > 0)
    reason.push(t('server.notification.unlicensed', { names: await named(users(unlicensed)) }));
  return { status: accepted.length > 0 ? 'success' : 'failure', reason: reason.join('\n') };
}

function listNames(names: readonly string[], total: number, { t, language }: Texts): string {
  const listed = names.join(language === 'zh-CN' ? '、' : ', ');
  return total > names.length
    ? t('server.notification.andMore', { names: listed, count: total - names.length })
    : listed;
}

function failure(reason: string): Outcome {
  return { status: 'failure', reason };
}
