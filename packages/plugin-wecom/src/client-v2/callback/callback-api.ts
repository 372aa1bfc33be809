import { RESOURCE } from '../../constants';
import { request } from '../host';

/** Whose settings hold Token and EncodingAESKey. */
export type CallbackOwnerKind = 'authenticator' | 'source';

export type RefusalReason = 'signature' | 'decrypt' | 'receive-id' | 'xml' | 'settings';

/** What the server knows of an address; times in milliseconds since 1970. */
export interface CallbackStatus {
  /** Below the address of the API. */
  path: string;
  /** What is wrong with the saved settings. */
  problem?: string;
  verifiedAt: number | null;
  eventAt: number | null;
  refusedAt: number | null;
  refusedReason: RefusalReason | null;
}

/** Null while these settings, as they are saved, receive no callbacks. */
export async function callbackStatus(kind: CallbackOwnerKind, name: string): Promise<CallbackStatus | null> {
  const { status } = await request<{ status: CallbackStatus | null }>({
    url: `${RESOURCE}:callbackStatus`,
    method: 'get',
    params: { kind, name },
  });
  return status;
}

/** Whether what members click on cards of a channel arrives. */
export type CallbackReadiness = 'ready' | 'missing' | 'unverified' | 'refused' | 'unusable';

export async function callbackReadiness(channel: string): Promise<CallbackReadiness> {
  const { state } = await request<{ state: CallbackReadiness }>({
    url: `${RESOURCE}:callbackReadiness`,
    method: 'get',
    params: { channel },
  });
  return state;
}
