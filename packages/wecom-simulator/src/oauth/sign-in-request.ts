import type { Corp } from '../corp/corp';
import type { SeedAgent } from '../seed';
import { SignInRefusal, type SignInReason } from './sign-in-refusal';
import { isTrusted } from './trusted-domain';

/** `oauth`: inside WeCom (document 91022). `web`: by QR code in a browser (document 98152). */
export type SignInPage = 'oauth' | 'web';

/** A sign-in address, understood. */
export interface SignInRequest {
  page: SignInPage;
  /** Undefined: an OAuth address without `agentid`. */
  agent: SeedAgent | undefined;
  /** `snsapi_privateinfo` together with an `agentid`; without one WeCom treats it as `snsapi_base`. */
  wantsPrivateFields: boolean;
  redirectUri: URL;
  state: string | undefined;
}

const errcodes: Readonly<Record<SignInPage, Readonly<Record<SignInReason, number>>>> = {
  oauth: {
    appid: 40013,
    agentid: 40056,
    'agentid-missing': 41011,
    'agent-disabled': 50003,
    'redirect-missing': 50001,
    'redirect-invalid': 50001,
    'redirect-untrusted': 50001,
    'response-type': 40058,
    scope: 40058,
    state: 40058,
    'login-type': 40058,
  },
  web: {
    appid: -31027,
    agentid: -31028,
    'agentid-missing': -31028,
    'agent-disabled': -31028,
    'redirect-missing': -31035,
    'redirect-invalid': -31039,
    'redirect-untrusted': -31039,
    'response-type': 40058,
    scope: 40058,
    state: 40058,
    'login-type': -31040,
  },
};

/** @throws {SignInRefusal} when WeCom's page would show an error */
export function readSignInRequest(corp: Corp, page: SignInPage, query: URLSearchParams): SignInRequest {
  const refuse = (reason: SignInReason, params?: Record<string, string>): never => {
    throw new SignInRefusal(errcodes[page][reason], reason, params);
  };
  const value = (name: string) => query.get(name) || undefined;

  const appid = value('appid');
  if (appid !== corp.seed.corpId) refuse('appid', { appid: appid ?? '' });
  const scope = value('scope');
  if (page === 'oauth') {
    if (value('response_type') !== 'code') refuse('response-type');
    if (scope !== 'snsapi_base' && scope !== 'snsapi_privateinfo') refuse('scope', { scope: scope ?? '' });
  } else if (value('login_type') !== 'CorpApp') {
    refuse('login-type', { loginType: value('login_type') ?? '' });
  }

  const agentid = value('agentid');
  if (page === 'web' && agentid === undefined) refuse('agentid-missing');
  const agent = agentid === undefined ? undefined : corp.agent(Number(agentid));
  if (agentid !== undefined && !agent) refuse('agentid', { agentid });
  if (agent?.enabled === false) refuse('agent-disabled', { name: agent.name });

  const state = value('state');
  if (state !== undefined && !/^[0-9A-Za-z]{1,128}$/.test(state)) refuse('state');
  const redirectUri = readRedirectUri(value('redirect_uri'), refuse);
  const { host } = redirectUri;
  const agents = agent ? [agent] : corp.seed.agents;
  if (!agents.some((candidate) => isTrusted(candidate, host)))
    refuse('redirect-untrusted', { host, domain: agent?.redirectDomain ?? '' });
  return { page, agent, wantsPrivateFields: scope === 'snsapi_privateinfo' && agent !== undefined, redirectUri, state };
}

function readRedirectUri(text: string | undefined, refuse: (reason: SignInReason) => never): URL {
  if (text === undefined) return refuse('redirect-missing');
  // Parsed by `new URL`, because Node 20 has no URL.parse.
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  } catch {
    // No address at all: refused below like one of another scheme.
  }
  return refuse('redirect-invalid');
}

/** The address the browser goes back to. Without a code when the member refused. */
export function returnAddress({ redirectUri, state }: SignInRequest, code: string | undefined): string {
  const url = new URL(redirectUri);
  const added = [
    ...(code === undefined ? [] : [`code=${code}`]),
    ...(state === undefined ? [] : [`state=${state}`]),
  ].join('&');
  // Joined as text, so that the query of the address stays as it was written.
  url.search = [url.search.slice(1), added].filter((part) => part !== '').join('&');
  return url.href;
}
