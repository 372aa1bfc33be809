import type { Application } from '@nocobase/server';
import { text } from '@openwecom/client/messages';
import { WeComAppError } from '../../apps/app-error';
import { describeFailure, failureText } from '../../apps/failure';
import type { WeComApps } from '../../apps/wecom-apps';
import { ContentError } from '../../notification/content-error';
import { readContent } from '../../notification/content';
import type { Action, RequestContext } from '../../request-context';
import { requestTexts, type Texts } from '../../texts';
import type { Deliveries } from '..';
import { BacklogError } from '../backlog';
import { describeProblem } from '../problem-text';
import type { DeliveryProblem } from '../states';
import { discardQueue } from './discard-queue';
import { OperationError } from './operation-error';
import { readFilter } from './read-filter';
import { queueStates } from './queue-states';
import { listDeliveries, readDelivery, type ReadRow } from './read';
import { recallDelivery } from './recall';
import { readUnlogged } from './read-unlogged';
import { retryDelivery } from './retry';
import { sendTestMessage } from './test-message';

export interface OperateServices {
  app: Application;
  apps: WeComApps;
  deliveries: Deliveries;
}

/** What administrators see and do about deliveries. */
export function deliveryActions({ app, apps, deliveries }: OperateServices): Record<string, Action> {
  const { outbox } = deliveries;
  return {
    /**
     * `GET openwecom:listDeliveries?state&authenticator&channel&notification&member&userId&from&to&page&pageSize` →
     * `{ deliveries, page, pageSize, hasNext }`, the newest first; all of the query may be left out.
     */
    listDeliveries: explained(async (ctx) => {
      const { page, pageSize, ...filter } = readFilter(ctx.query);
      const { rows, hasNext } = await listDeliveries(outbox, { ...filter, page, pageSize });
      return { deliveries: rows.map((row) => described(row, requestTexts(ctx))), page, pageSize, hasNext };
    }),

    /** `GET openwecom:getDelivery?id` → `{ delivery, message, attempts, recipients, retries, replies }`. */
    getDelivery: explained(async (ctx) => {
      const texts = requestTexts(ctx);
      const details = await readDelivery(app, outbox, idOf(ctx.query.id));
      return {
        ...details,
        delivery: described(details.delivery, texts),
        attempts: details.attempts.map((attempt) => described(attempt, texts)),
      };
    }),

    /**
     * `POST openwecom:retryDelivery` `{ id, unconfirmed? }` → `{ id, left }`: a new delivery to at most 1000 of those whom the old one
     * did not reach, and how many of them are left for another call.
     */
    retryDelivery: explained(async (ctx) => {
      const { id, unconfirmed } = valuesOf(ctx);
      const again = await retryDelivery(outbox, app.db, idOf(id), { unconfirmed: unconfirmed === true });
      deliveries.wake(again.authenticator, [again.deliveryId]);
      return { id: again.deliveryId, left: again.left };
    }),

    /**
     * `POST openwecom:recallDelivery` `{ id }` → `{ members }`: takes it back, from the queue or within 24 hours from whoever got it, and
     * tells from whom.
     */
    recallDelivery: explained((ctx) => recallDelivery(outbox, apps, idOf(valuesOf(ctx).id))),

    /**
     * `POST openwecom:sendTestMessage` with `{ authenticator, users?, members?, message? }` as JSON in a `text/plain` body →
     * `{ status, reason, finished, deliveryIds }`, once that is known, or after 20 s. `message` as under `content` of a notification.
     */
    sendTestMessage: explained(async (ctx) => {
      const { authenticator, users, members, message } = await readUnlogged(ctx);
      const texts = requestTexts(ctx);
      const { name, origin } = await apps.open(textOf(authenticator));
      const content = isObject(message) ? readContent({ content: message }, { fromCaller: true, origin }) : undefined;
      return sendTestMessage(
        app,
        deliveries,
        {
          authenticator: name,
          users: list(users),
          members: list(members),
          message: content ?? text(texts.t('server.delivery.testMessage', { at: new Date().toISOString() })),
        },
        texts,
      );
    }),

    /**
     * `POST openwecom:discardQueue` `{ authenticator }` → `{ discarded }`: gives up what is queued of an app, also of one that is set up
     * no longer.
     */
    discardQueue: explained(async (ctx) => {
      const name = textOf(valuesOf(ctx).authenticator);
      if (name === undefined) throw new OperationError('authenticatorMissing');
      const gone = await isGone(apps, name);
      const discarded = await discardQueue(outbox, name, gone);
      // What this process learned of its settings is of no use for another one of this name.
      if (gone) await deliveries.tryAgain(name);
      return discarded;
    }),

    /** `GET openwecom:deliveryQueues` → `{ queues }`, a `QueueState` of each app that has ever sent. */
    deliveryQueues: explained(async (ctx) => ({ queues: await queueStates(outbox, apps, requestTexts(ctx)) })),
  };
}

/** @returns whether there is no authenticator of this name; one that is disabled may be enabled again */
async function isGone(apps: WeComApps, name: string): Promise<boolean> {
  try {
    await apps.storedSettings(name);
    return false;
  } catch (error) {
    if (error instanceof WeComAppError) return error.code === 'gone';
    throw error;
  }
}

/** With what went wrong in the language of the reader. */
function described(row: ReadRow, texts: Texts): Record<string, unknown> {
  const { problem } = row;
  return {
    ...row,
    problem: typeof problem === 'string' ? describeProblem(JSON.parse(problem) as DeliveryProblem, texts) : null,
  };
}

function valuesOf(ctx: RequestContext): Record<string, unknown> {
  return (ctx.action.params.values ?? {}) as Record<string, unknown>;
}

function idOf(value: unknown): number {
  const id = Number(value);
  if (!Number.isSafeInteger(id) || id < 1) throw new OperationError('gone');
  return id;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String).filter(Boolean) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Answers 409 with the reason when what was asked for cannot be done, and 404 when there is no such delivery. */
function explained(act: (ctx: RequestContext) => Promise<object>): Action {
  return async (ctx, next) => {
    try {
      ctx.body = await act(ctx);
    } catch (error) {
      const texts = requestTexts(ctx);
      if (error instanceof OperationError) {
        return ctx.throw(error.code === 'gone' ? 404 : 409, error.describe(texts.t), { logLevel: 'warn' });
      }
      if (error instanceof ContentError) return ctx.throw(409, error.describe(texts.t), { logLevel: 'warn' });
      if (error instanceof BacklogError) {
        const { authenticator, most } = error;
        return ctx.throw(409, texts.t('server.delivery.backlog', { authenticator, most }), { logLevel: 'warn' });
      }
      const failure = describeFailure(error, texts);
      if (!failure) throw error;
      return ctx.throw(409, failureText(failure, texts), { logLevel: 'warn' });
    }
    await next();
  };
}
