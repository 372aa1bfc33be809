import { WeComCallbackError } from '../errors/callback-error';
import { openEnvelope, readEncrypted, sealEnvelope } from './envelope';
import { resolvePairs, type CallbackReceiverOptions, type ResolvedPair } from './options';
import { readCallback, type Callback } from './read';
import type { CallbackReply } from './replies';
import { isSameSignature, signCallback } from './signature';
import { writeXml } from './write-xml';

/** The query of the request as a server decodes it, once. A value that is missing or repeated is refused. */
export type CallbackQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `pair` is the place of the pair that fitted, 0 for the current one. {@link CallbackReceiver.reply} needs the same. */
export type OpenedCallback = Callback & { pair: number };

/** WeCom's check of an address. */
export interface VerifiedUrl {
  /** The bare body of the response: no quotes, no line break. */
  echo: string;
  /** The place of the pair that fitted, 0 for the current one: an address may have been saved again with the previous one. */
  pair: number;
}

export interface CallbackReceiver {
  /**
   * Answers WeCom's check of the address, made when it is saved in the admin console.
   *
   * @param query `msg_signature`, `timestamp`, `nonce`, `echostr`
   * @returns the answer, due within 1 second (document 90238)
   * @throws {WeComCallbackError} `signature`: another token; `decrypt`: another key; `receive-id`: another corp
   */
  verifyUrl(query: CallbackQuery): VerifiedUrl;

  /**
   * Opens a callback. Signature, decryption, receive id and XML are checked in this order, and the first that fails ends it.
   *
   * WeCom repeats a callback that was not answered within 5 seconds, three times in all, with the same query (document 90930):
   * answer at once, handle later, and drop repeats.
   *
   * @param query `msg_signature`, `timestamp`, `nonce`
   * @param rawBody the body as it came, at most 1 MiB; its content type does not matter
   * @throws {WeComCallbackError} with the `reason`; answer 4xx
   */
  open(query: CallbackQuery, rawBody: string | Uint8Array): OpenedCallback;

  /**
   * Encrypts an answer to a callback, as the body of the response.
   *
   * @param options `timestamp` in seconds and `nonce` are ours to choose; `pair` is that of the callback, 0 by default
   * @see https://developer.work.weixin.qq.com/document/path/90241
   */
  reply(message: CallbackReply, options: { timestamp: number; nonce: string; pair?: number }): string;
}

/**
 * Receives WeCom's callbacks, for any server: it takes the query and the body and gives back typed events.
 *
 * @throws {WeComConfigError} that names every problem of the options
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export function createCallbackReceiver(options: CallbackReceiverOptions): CallbackReceiver {
  const pairs = resolvePairs(options);
  const { receiveId } = options;

  return {
    verifyUrl(query) {
      // "+" of base64 reaches us as a space when a proxy has decoded the query before the server did. There are no real spaces.
      const echostr = single(query, 'echostr').replaceAll(' ', '+');
      const { message, pair } = openWithAny(pairs, readClaim(query), echostr, receiveId);
      return { echo: message, pair };
    },

    open(query, rawBody) {
      const { message, pair } = openWithAny(pairs, readClaim(query), readEncrypted(rawBody), receiveId);
      return { ...readCallback(message), pair };
    },

    reply({ ToUserName, ...content }, { timestamp, nonce, pair = 0 }) {
      const { token, aesKey } = pairs[pair] ?? noSuchPair(pair);
      const message = writeXml('xml', { ToUserName, FromUserName: receiveId, CreateTime: timestamp, ...content });
      const encrypted = sealEnvelope(message, aesKey, receiveId);
      return writeXml('xml', {
        Encrypt: encrypted,
        MsgSignature: signCallback(token, String(timestamp), nonce, encrypted),
        TimeStamp: timestamp,
        Nonce: nonce,
      });
    },
  };
}

/** What the query claims about the ciphertext. */
interface Claim {
  signature: string;
  timestamp: string;
  nonce: string;
}

const readClaim = (query: CallbackQuery): Claim => ({
  signature: single(query, 'msg_signature'),
  timestamp: single(query, 'timestamp'),
  nonce: single(query, 'nonce'),
});

/**
 * A pair may fit the signature and still be the wrong one, when only the key was changed. So the rest is tried too, and when none
 * opens it, the first pair whose signature fits says why.
 */
function openWithAny(pairs: readonly ResolvedPair[], claim: Claim, encrypted: string, receiveId: string) {
  let failure: Error | undefined;
  for (const [pair, { token, aesKey }] of pairs.entries()) {
    const expected = signCallback(token, claim.timestamp, claim.nonce, encrypted);
    if (!isSameSignature(expected, claim.signature)) continue;
    try {
      return { message: openEnvelope(encrypted, aesKey, receiveId), pair };
    } catch (error) {
      failure ??= error as Error;
    }
  }
  throw failure ?? new WeComCallbackError('signature', 'The signature of the callback is wrong; compare the token.');
}

function single(query: CallbackQuery, name: string): string {
  const value = query[name];
  if (typeof value === 'string') return value;
  throw new WeComCallbackError('signature', `The callback needs exactly one "${name}" in its query.`);
}

function noSuchPair(pair: number): never {
  throw new RangeError(`There is no pair ${pair}; use the one the callback came with.`);
}
