import { oauthUrl, webSignInUrl } from '@openwecom/client';
import { WeComAppError } from '../../apps/app-error';
import type { Action, RequestContext } from '../../request-context';
import { requestTexts } from '../../texts';
import type { SignInServices } from '../services';
import { beginAttempt, type Attempt } from './attempt';
import { openApp } from './returned';
import { sameOriginPath } from './same-origin-path';
import { signInAnswer } from './sign-in-error';
import { needsPrivateFields, readSignInOptions } from './sign-in-options';

/** What the browser needs to go to WeCom: by address, or with the QR panel of `@wecom/jssdk` in the page. */
export interface SignInStart {
  url: string;
  panel: { appid: string; agentid: string; redirect_uri: string; state: string };
}

/** `POST openwecom:startSignIn` `{ authenticator, inside, redirect?, client }` → {@link SignInStart}. For anybody. */
export function startSignInAction(services: SignInServices): Action {
  return answering((ctx) => start(ctx, services, { purpose: 'sign-in' }));
}

/** `POST openwecom:startLink`, the same for a user who is signed in and wants to link their WeCom. */
export function startLinkAction(services: SignInServices): Action {
  return answering((ctx) => {
    const { currentUser } = ctx.state;
    return start(ctx, services, { purpose: 'link', ...(currentUser && { userId: currentUser.id }) });
  });
}

/** Answers with what it returns, and refusals in the language of the request. */
export function answering(run: (ctx: RequestContext) => Promise<unknown>): Action {
  return async (ctx, next) => {
    try {
      ctx.body = await run(ctx);
    } catch (error) {
      const { status, message, ...properties } = signInAnswer(error, requestTexts(ctx));
      return ctx.throw(status, message, properties);
    }
    await next();
  };
}

async function start(
  ctx: RequestContext,
  { apps, context, limits }: SignInServices,
  by: Pick<Attempt, 'purpose' | 'userId'>,
): Promise<SignInStart> {
  const values = (ctx.action.params.values ?? {}) as Record<string, unknown>;
  await limits.start(ctx);
  const authenticator = typeof values.authenticator === 'string' ? values.authenticator : '';
  const app = await openApp(apps, authenticator);
  if (!app.origin) throw new WeComAppError('incomplete', { fields: 'origin' });
  const options = readSignInOptions(app.stored, context.environment);
  const client = clientPath(values.client);
  const redirect = sameOriginPath(values.redirect) ?? sameOriginPath(options.redirectLink) ?? `${client}/admin`;
  const state = beginAttempt(ctx, context.sealer, { ...by, authenticator, redirect });
  const page = {
    corpId: app.corpId,
    agentId: app.agentId,
    redirectUri: callbackAddress(app.origin, client, authenticator, by.purpose),
    state,
  };
  return { url: urlOfPage(), panel: panelOf(page) };

  function urlOfPage(): string {
    if (values.inside === true) {
      const scope = by.purpose === 'sign-in' && needsPrivateFields(options) ? 'snsapi_privateinfo' : 'snsapi_base';
      return oauthUrl({ ...page, scope, ...(options.oauthBaseUrl && { baseUrl: options.oauthBaseUrl }) });
    }
    const lang = requestTexts(ctx).language === 'zh-CN' ? 'zh' : 'en';
    return webSignInUrl({ ...page, lang, ...(options.webSignInBaseUrl && { baseUrl: options.webSignInBaseUrl }) });
  }
}

function panelOf(page: { corpId: string; agentId: number; redirectUri: string; state: string }): SignInStart['panel'] {
  return { appid: page.corpId, agentid: String(page.agentId), redirect_uri: page.redirectUri, state: page.state };
}

/** Path under which the browser has this client, such as `/v`; whatever else is said, the legacy one at the root. */
function clientPath(client: unknown): string {
  return typeof client === 'string' && /^(\/[\w-]+){1,4}$/.test(client) ? client : '';
}

/** The page in both clients that takes code and state. It is told what the cookie knows too, and the cookie is what counts. */
function callbackAddress(origin: string, client: string, authenticator: string, purpose: Attempt['purpose']): string {
  const query = new URLSearchParams({ authenticator, ...(purpose === 'link' && { purpose }) });
  return `${origin.replace(/\/+$/, '')}${client}/wecom/callback?${query.toString()}`;
}
