import type { Model } from '@nocobase/database';
import type { CallbackReadiness, CallbackStatus, OwnerKind } from '../../callback-status';
import { AUTH_TYPE } from '../../constants';
import { WeComAppError } from '../apps/app-error';
import type { SettingsContext } from '../apps/settings';
import type { Action, RequestContext } from '../request-context';
import { requestTexts, type Translate } from '../texts';
import type { Reception } from './reception';
import type { EndpointRecord } from './endpoint-status';
import type { Endpoint } from './endpoints';
import { appOf, endpointKey, endpointPath, OWNER_COLLECTIONS, renderApp } from './owners';
import { PAIR_ROLES } from './pair-roles';
import { readinessOf } from './readiness';

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
      const path = endpointPath(ctx.app.name, key);
      ctx.body = { status: { path, ...describe(endpoint, await status.of(key), requestTexts(ctx).t) } };
    }
    await next();
  };
}

function describe({ owner, problems }: Endpoint, record: EndpointRecord, t: Translate): Omit<CallbackStatus, 'path'> {
  const { seen, refusedAt, refusedReason } = record;
  const pairs = PAIR_ROLES.filter((role) => owner.pairs[role]).map((role) => {
    const problem = problems[role]?.describe(t);
    return [role, { ...seen[role], ...(problem && { problem }) }] as const;
  });
  const seenPairs = { pairs: Object.fromEntries(pairs), refusal: null };
  if (refusedAt === null || refusedReason === null) return seenPairs;
  const reason = t(`server.callback.refused.${refusedReason}`);
  const remedy = t(`server.callback.remedy.${refusedReason}`);
  return { ...seenPairs, refusal: { at: refusedAt, reason, remedy } };
}

/**
 * `GET openwecom:callbackReadiness?channel=…` → `{ state }`, a {@link CallbackReadiness}: for whoever writes a message for a channel, and
 * wants to know whether its members can answer.
 */
export function callbackReadinessAction(context: SettingsContext, reception: Reception): Action {
  return async (ctx, next) => {
    const options = await authenticatorOf(ctx);
    let state: CallbackReadiness = 'missing';
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
