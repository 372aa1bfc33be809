import { RESOURCE } from '../../../constants';
import { beginSession, hasSession, hrefOf, request } from '../../host';
import { isInsideWeCom } from './inside-wecom';
import { forgetAutoLogin, rememberWanted } from './session-notes';

/** Where to go at WeCom: by address, or in the QR panel. */
export interface Start {
  url: string;
  panel: { appid: string; agentid: string; redirect_uri: string; state: string };
}

/** What WeCom gives for a finished sign-in. */
export interface Ticket {
  authenticator: string;
  code: string;
  state: string;
}

/** Base of this client without a slash at its end, such as `/v`. */
export const clientBase = (): string => hrefOf('/').replace(/\/+$/, '');

/** @param redirect path to open afterwards; without it the one of the settings */
export function startSignIn(authenticator: string, redirect: string | undefined): Promise<Start> {
  rememberWanted(redirect);
  return start('startSignIn', authenticator, redirect);
}

/** For who is signed in and wants to link their WeCom. */
export const startLink = (authenticator: string, redirect: string): Promise<Start> =>
  start('startLink', authenticator, redirect);

function start(action: string, authenticator: string, redirect: string | undefined): Promise<Start> {
  return request({
    url: `${RESOURCE}:${action}`,
    method: 'post',
    data: { authenticator, inside: isInsideWeCom(), redirect, client: clientBase() },
    skipAuth: true,
  });
}

/** Signs in. @returns the path to open now */
export async function finishSignIn({ authenticator, code, state }: Ticket): Promise<string> {
  const { token, redirect } = await request<{ token: string; redirect: string }>({
    url: 'auth:signIn',
    method: 'post',
    data: { code, state },
    headers: { 'X-Authenticator': authenticator },
    skipAuth: true,
  });
  beginSession(authenticator, token);
  forgetAutoLogin();
  rememberWanted(undefined);
  return redirect;
}

/** Links the member who came back with the user who is signed in. */
export function finishLink({ code, state }: Omit<Ticket, 'authenticator'>) {
  return request<{ wecomUserId: string; redirect: string }>({
    url: `${RESOURCE}:finishLink`,
    method: 'post',
    data: { code, state },
    skipAuth: true,
  });
}

/** Whether somebody is signed in, asked of the server. */
export async function isSignedIn(): Promise<boolean> {
  if (!hasSession()) return false;
  try {
    const user = await request<{ id?: unknown } | null>({ url: 'auth:check', method: 'get', skipAuth: true });
    return user?.id !== undefined;
  } catch {
    return false;
  }
}
