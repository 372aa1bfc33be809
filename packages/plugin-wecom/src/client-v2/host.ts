import type { ApiRequest, Application } from '@nocobase/client-v2';
import { AUTH_TYPE, RESOURCE } from '../constants';

// The hooks that give the application differ between the two clients, the application itself does not. Each client's bundle has
// its own copy of this module and connects it when its plugin loads.
let app: ConnectedApplication | undefined;

type ConnectedApplication = Pick<Application, 'apiClient' | 'getHref' | 'getApiUrl' | 'pm'>;

export function connectHost(application: ConnectedApplication): void {
  app = application;
}

function host(): ConnectedApplication {
  if (!app) throw new Error('The WeCom plugin is not loaded yet.');
  return app;
}

/** Address of a page of the interface we run in, for example `/v/admin/settings/auth/authenticators`. */
export const hrefOf = (path: string): string => host().getHref(path);

/** Address of the API, for example `https://nocobase.example.com/api/`. */
export const apiUrl = (): string => host().getApiUrl();

/** Whether a plugin of the host is switched on. */
export const hasPlugin = (name: string): boolean => host().pm.get(name) !== undefined;

/** One call to the server, whose failure the caller shows. Resolves to the answer's `data`. */
export async function request<T>(options: ApiRequest): Promise<T> {
  const { data } = await host().apiClient.request<{ data: T }>({ ...options, skipNotify: true });
  return data.data;
}

export interface Page<Row> {
  rows: Row[];
  /** On all pages together. */
  total: number;
}

/** One page of a list. */
export async function requestPage<Row>(url: string, params: Record<string, unknown>): Promise<Page<Row>> {
  const { data } = await host().apiClient.request<{ data: Row[]; meta?: { count?: number } }>({
    url,
    method: 'get',
    params,
    skipNotify: true,
  });
  return { rows: data.data, total: data.meta?.count ?? data.data.length };
}

/** Whether this browser keeps a session, which may be over by now. */
export const hasSession = (): boolean => Boolean(host().apiClient.auth.getToken());

/** Whenever somebody signs out here by choice; not when a session is over. */
export function onSignOut(act: () => void): void {
  host().apiClient.axios.interceptors.response.use((response) => {
    if (response.config.url === 'auth:signOut') act();
    return response;
  });
}

/** Takes up the session that somebody was given; the role of whoever was here before goes. */
export function beginSession(authenticator: string, token: string): void {
  const { auth } = host().apiClient;
  auth.setRole(null);
  auth.setAuthenticator(authenticator);
  auth.setToken(token);
}

/** What a secret is for; sealed for one thing it opens for no other. */
export type SecretPurpose = 'agent-secret' | 'callback-token' | 'encoding-aes-key';

interface SealOptions {
  purpose: SecretPurpose;
  corpId: string;
  baseUrl: string;
}

/**
 * Seals a secret for one corp and, when it is sent anywhere, one server. The clear text travels as text/plain: the host neither
 * parses nor logs such a body.
 */
export async function sealSecret(clear: string, { purpose, corpId, baseUrl }: SealOptions) {
  const { data } = await host().apiClient.request<{ data: { sealed: string } }>({
    url: `${RESOURCE}:seal`,
    method: 'post',
    params: { purpose, corpId, baseUrl },
    data: clear,
    headers: { 'Content-Type': 'text/plain' },
    skipNotify: true,
  });
  return data.data.sealed;
}

/** An administrator's consent that a secret from a variable may be sent to this server. */
export async function confirmBaseUrl(baseUrl: string): Promise<string> {
  const { data } = await host().apiClient.request<{ data: { seal: string } }>({
    url: `${RESOURCE}:confirmBaseUrl`,
    method: 'post',
    data: { baseUrl },
    skipNotify: true,
  });
  return data.data.seal;
}

export interface Check {
  id: string;
  status: 'pass' | 'fail' | 'warning' | 'skipped';
  /** What it means and what to do, in the language of the request. */
  meaning?: string;
  remedy?: string;
  /** WeCom's own words. */
  wecomText?: string;
}

/** Tries settings that need not be saved yet. */
export async function checkConnection(options: unknown, authenticator?: string): Promise<Check[]> {
  const { data } = await host().apiClient.request<{ data: { checks: Check[] } }>({
    url: `${RESOURCE}:check`,
    method: 'post',
    data: { options, authenticator },
    skipNotify: true,
  });
  return data.data.checks;
}

export interface AuthenticatorChoice {
  name: string;
  title?: string | null;
  enabled?: boolean | null;
}

/** All authenticators of our type, disabled ones too. */
export async function listAuthenticators(): Promise<AuthenticatorChoice[]> {
  const { data } = await host().apiClient.request<{ data: AuthenticatorChoice[] }>({
    url: 'authenticators:list',
    method: 'get',
    params: { filter: { authType: AUTH_TYPE }, fields: ['name', 'title', 'enabled'], paginate: false },
    skipNotify: true,
  });
  return data.data;
}
