import type { Model } from '@nocobase/database';
import { AUTH_TYPE } from '../../constants';
import { WeComAppError } from '../apps/app-error';
import type { SettingsContext } from '../apps/settings';
import type { Action, RequestContext } from '../request-context';
import { requestTexts } from '../texts';
import type { Reception } from './answer-callbacks';
import type { EndpointRecord } from './endpoint-status';
import { appOf, endpointKey, endpointPath, OWNER_COLLECTIONS, renderApp, type OwnerKind } from './owners';
import { readinessOf, type ReadinessState } from './readiness';

/** What a settings form shows of its callback address. */
export interface CallbackStatus extends EndpointRecord {
  /** Below the address of the API. */
  path: string;
  /** What is wrong with the saved settings, in the language of the request. */
  problem?: string;
}

/**
 * `GET openwecom:callbackStatus?kind=authenticator|source&name=…` → {@link CallbackStatus}, or null when these settings, as they are
 * saved, receive no callbacks.
 */
export function callbackStatusAction({ endpoints, status }: Reception): Action {
  return async (ctx, next) => {
    const { kind, name } = ctx.query;
    const known = typeof kind === 'string' && Object.hasOwn(OWNER_COLLECTIONS, kind) && typeof name === 'string';
    const key = known ? endpointKey({ kind: kind as OwnerKind, name }) : '';
    await endpoints.reload(); // A form asks right after it was saved, perhaps in another process.
    const endpoint = await endpoints.find(key);
    ctx.body = { status: null };
    if (endpoint) {
      const { t } = requestTexts(ctx);
      const { problem } = endpoint;
      const found: CallbackStatus = { path: endpointPath(key), ...(await status.of(key)) };
      ctx.body = { status: { ...found, ...(problem && { problem: problem.describe(t) }) } };
    }
    await next();
  };
}

/**
 * `GET openwecom:callbackReadiness?channel=…` → `{ state }`, a {@link ReadinessState}: for whoever writes a message for a channel, and
 * wants to know whether its members can answer.
 */
export function callbackReadinessAction(context: SettingsContext, reception: Reception): Action {
  return async (ctx, next) => {
    const options = await authenticatorOf(ctx);
    let state: ReadinessState = 'missing';
    if (options) {
      try {
        ({ state } = await readinessOf(renderApp(appOf(options), context), reception));
      } catch (error) {
        if (!(error instanceof WeComAppError)) throw error;
      }
    }
    ctx.body = { state };
    await next();
  };
}

async function authenticatorOf({ app, query }: RequestContext): Promise<Record<string, unknown> | undefined> {
  const { channel } = query;
  if (typeof channel !== 'string') return undefined;
  const optionsOf = async (collection: string, filter: Record<string, string>) => {
    const row = (await app.db.getRepository(collection).findOne({ filter })) as Model | null;
    return row ? ((row.get('options') ?? {}) as Record<string, unknown>) : undefined;
  };
  const chosen = (await optionsOf('notificationChannels', { name: channel }))?.authenticator;
  return typeof chosen === 'string' ? optionsOf('authenticators', { name: chosen, authType: AUTH_TYPE }) : undefined;
}
