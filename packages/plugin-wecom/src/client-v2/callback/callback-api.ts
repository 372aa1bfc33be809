import type { CallbackReadiness, CallbackStatus, OwnerKind } from '../../callback-status';
import { AUTH_TYPE, RESOURCE } from '../../constants';
import { request } from '../host';

/** Null while these settings, as they are saved, receive no callbacks. */
export async function callbackStatus(kind: OwnerKind, name: string): Promise<CallbackStatus | null> {
  const { status } = await request<{ status: CallbackStatus | null }>({
    url: `${RESOURCE}:callbackStatus`,
    method: 'get',
    params: { kind, name },
  });
  return status;
}

/** Whether what members click on cards of a channel arrives. */
export async function callbackReadiness(channel: string): Promise<CallbackReadiness> {
  const { state } = await request<{ state: CallbackReadiness }>({
    url: `${RESOURCE}:callbackReadiness`,
    method: 'get',
    params: { channel },
  });
  return state;
}

/** Address of this NocoBase as others reach it, as one of our authenticators has it. */
export async function authenticatorOrigin(name: string): Promise<string | undefined> {
  const [found] = await request<{ options?: { origin?: unknown } | null }[]>({
    url: 'authenticators:list',
    method: 'get',
    params: { filter: { authType: AUTH_TYPE, name }, fields: ['options'], paginate: false },
  });
  const origin = found?.options?.origin;
  return typeof origin === 'string' ? origin : undefined;
}
