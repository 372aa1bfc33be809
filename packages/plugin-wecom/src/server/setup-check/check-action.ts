import { createWeComClient } from '@openwecom/client';
import type { Model } from '@nocobase/database';
import { AUTH_TYPE } from '../../constants';
import type { SettingsContext, StoredSettings } from '../apps/settings';
import type { Reception } from '../callback/reception';
import { readinessOf } from '../callback/readiness';
import type { Deliveries } from '../delivery';
import type { Action, RequestContext } from '../request-context';
import { requestTexts } from '../texts';
import { runChecks } from './run-checks';

/** A person waits for the answer: the network must not take the client's patience. */
const TIMEOUT_MS = 8000;

/**
 * `POST openwecom:check` `{ options, authenticator? }` → `{ checks }`: does a WeCom app work with these settings, saved or not? Without
 * options, those stored with the authenticator of this name. When all is well and it could not send, it tries again.
 */
export function checkAction(
  context: SettingsContext,
  reception: Reception,
  deliveries: Pick<Deliveries, 'tryAgain'>,
): Action {
  return async (ctx, next) => {
    const { options, authenticator } = (ctx.action.params.values ?? {}) as {
      options?: unknown;
      authenticator?: unknown;
    };
    const checks = await runChecks({
      stored: isObject(options) ? options : await storedOptions(ctx, authenticator),
      context,
      texts: requestTexts(ctx),
      readinessOf: (app) => readinessOf(app, reception),
      createClient: (settings) => createWeComClient({ ...settings, timeoutMs: TIMEOUT_MS }),
    });
    const works = checks.every(({ status }) => status !== 'fail');
    if (works && typeof authenticator === 'string') {
      const stored = await findOptions(ctx, authenticator);
      // It sends with what is stored, and trying a wrong secret again is what it must not do.
      if (stored && (!isObject(options) || isSameApp(options, stored))) await deliveries.tryAgain(authenticator);
    }
    ctx.body = { checks };
    await next();
  };
}

async function storedOptions(ctx: RequestContext, name: unknown): Promise<StoredSettings> {
  const options = await findOptions(ctx, name);
  return options ?? ctx.throw(404, requestTexts(ctx).t('server.app.gone', { name: String(name) }));
}

async function findOptions(ctx: RequestContext, name: unknown): Promise<StoredSettings | undefined> {
  const filter = { name: String(name), authType: AUTH_TYPE };
  const found = (await ctx.app.db.getRepository('authenticators').findOne({ filter })) as Model | null;
  return found ? ((found.get('options') ?? {}) as StoredSettings) : undefined;
}

const SETTINGS = ['corpId', 'agentId', 'secret', 'baseUrl'] as const satisfies readonly (keyof StoredSettings)[];

function isSameApp(one: StoredSettings, other: StoredSettings): boolean {
  const text = (value: string | number | undefined) => String(value ?? '').trim();
  return SETTINGS.every((name) => text(one[name]) === text(other[name]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
