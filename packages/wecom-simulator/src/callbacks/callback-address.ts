import type { Corp } from '../corp/corp';

/** Who is called back: an app, by its agent id, or the contacts-sync assistant. */
export type CallbackReceiver = number | 'contacts';

/** Where WeCom calls, and what it signs and encrypts with. */
export interface CallbackAddress {
  url: string;
  token: string;
  encodingAESKey: string;
}

/** Undefined when the receiver does not exist, or is not set up. */
export function callbackAddress(corp: Corp, receiver: CallbackReceiver): CallbackAddress | undefined {
  const { url, token, encodingAESKey } = callbackSettings(corp, receiver) ?? {};
  return url !== undefined && token !== undefined && encodingAESKey !== undefined
    ? { url, token, encodingAESKey }
    : undefined;
}

/** What is set, even if it is not all; undefined when there is no such receiver. */
export function callbackSettings(corp: Corp, receiver: CallbackReceiver): Partial<CallbackAddress> | undefined {
  if (receiver === 'contacts') return corp.seed.contactCallback ?? {};
  const agent = corp.agent(receiver);
  if (!agent) return undefined;
  const { callbackUrl, token, encodingAESKey } = agent;
  return {
    ...(callbackUrl !== undefined && { url: callbackUrl }),
    ...(token !== undefined && { token }),
    ...(encodingAESKey !== undefined && { encodingAESKey }),
  };
}
