import { CALLBACK_TOKEN, ENCODING_AES_KEY } from '../../constants';
import { readBody } from '../read-body';
import { requestTexts, type TextKey } from '../texts';
import type { Action, RequestContext } from '../request-context';
import { WeComAppError } from './app-error';
import { parseBaseUrl } from './base-url';
import type { SealPurpose } from './sealer';
import type { SettingsContext } from './settings';
import { renderVariables } from './variables';

/** Secrets of WeCom have 43 characters; this leaves room without letting anybody fill the memory. */
const LARGEST_SECRET_BYTES = 4096;

/** What administrators may seal, and what the secret must look like when WeCom has a rule for it. */
const FORMS = {
  'agent-secret': undefined,
  'callback-token': { pattern: CALLBACK_TOKEN, complaint: 'server.seal.callbackToken' },
  'encoding-aes-key': { pattern: ENCODING_AES_KEY, complaint: 'server.seal.encodingAESKey' },
} satisfies Partial<Record<SealPurpose['purpose'], { pattern: RegExp; complaint: TextKey } | undefined>>;

const isSealable = (purpose: string): purpose is keyof typeof FORMS => Object.hasOwn(FORMS, purpose);

/**
 * `POST openwecom:seal?purpose=…&corpId=…&baseUrl=…` with the clear secret as its `text/plain` body → `{ sealed }`. The purpose is
 * `agent-secret`, `callback-token` or `encoding-aes-key`; the base URL counts for the first only.
 *
 * Text, because the host neither parses nor logs such a body. Corp id and base URL may hold variables and are bound into the seal as
 * they are now: when either changes, the secret has to be entered again.
 */
export function sealAction({ environment, sealer }: SettingsContext): Action {
  return async (ctx, next) => {
    const { t } = requestTexts(ctx);
    if (!ctx.is('text/plain')) return ctx.throw(415, t('server.seal.textOnly'));
    const purpose = single(ctx.query.purpose) ?? '';
    if (!isSealable(purpose)) {
      return ctx.throw(400, t('server.seal.purpose', { purposes: Object.keys(FORMS).join(', ') }));
    }
    const clear = (await readBody(ctx.req, LARGEST_SECRET_BYTES))?.toString('utf8').trim();
    if (clear === undefined) return ctx.throw(413, t('server.seal.tooLong', { max: LARGEST_SECRET_BYTES }));
    if (clear === '') return ctx.throw(400, t('server.seal.empty'));
    const form = FORMS[purpose];
    if (form && !form.pattern.test(clear)) return ctx.throw(400, t(form.complaint, { length: clear.length }));
    const { corpId, origin } = explaining(ctx, () => ({
      corpId: renderVariables(single(ctx.query.corpId) ?? '', environment).trim(),
      origin: originOf(single(ctx.query.baseUrl), environment),
    }));
    if (!corpId) return ctx.throw(400, t('server.seal.corpIdFirst'));
    const bound = purpose === 'agent-secret' ? { purpose, corpId, origin } : { purpose, corpId };
    ctx.body = { sealed: sealer.seal(clear, bound) };
    await next();
  };
}

/**
 * `POST openwecom:confirmBaseUrl` `{ baseUrl }` → `{ seal }`: an administrator's word that secrets from variables may go to this
 * server. Without it, whoever may edit an authenticator could send any variable to a server of their own.
 */
export function confirmBaseUrlAction({ environment, sealer }: SettingsContext): Action {
  return async (ctx, next) => {
    const { baseUrl } = (ctx.action.params.values ?? {}) as { baseUrl?: unknown };
    const given = typeof baseUrl === 'string' ? baseUrl : undefined;
    const origin = explaining(ctx, () => originOf(given, environment));
    ctx.body = { seal: sealer.seal(origin, { purpose: 'base-url' }) };
    await next();
  };
}

function originOf(baseUrl: string | undefined, environment: SettingsContext['environment']): string {
  return new URL(parseBaseUrl(renderVariables(baseUrl ?? '', environment))).origin;
}

/** Answers 400 with the reason when settings are wrong. */
function explaining<T>(ctx: RequestContext, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WeComAppError) return ctx.throw(400, error.describe(requestTexts(ctx).t));
    throw error;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
