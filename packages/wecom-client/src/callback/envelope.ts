import { randomBytes } from 'node:crypto';
import { WeComCallbackError } from '../errors/callback-error';
import { decrypt, encrypt } from './aes';

const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const HEAD_BYTES = RANDOM_BYTES + LENGTH_BYTES;

/** Our own limit, far above what WeCom sends. */
const MAX_BODY_BYTES = 1024 * 1024;

const OPENING = '<Encrypt>';
const CDATA = /<!\[CDATA\[([A-Za-z0-9+/=]*)]]>/g;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The ciphertext in the body of a callback, `<xml>…<Encrypt>…</Encrypt></xml>`, in any order of elements.
 *
 * This is a search, and not the XML parser: nobody has vouched for these bytes yet, and a parser can be kept busy. What is found
 * counts for nothing until its signature is right.
 *
 * @param rawBody at most 1 MiB
 * @throws {WeComCallbackError} `xml` when there is none, the body is too long, or it declares a document type or an entity
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function readEncrypted(rawBody: string | Uint8Array): string {
  const bytes = typeof rawBody === 'string' ? Buffer.byteLength(rawBody) : rawBody.byteLength;
  if (bytes > MAX_BODY_BYTES) throw new WeComCallbackError('xml', 'The callback body is longer than 1 MiB.');
  const body =
    typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody.buffer, rawBody.byteOffset, bytes).toString();
  if (body.includes('<!DOCTYPE') || body.includes('<!ENTITY')) {
    throw new WeComCallbackError(
      'xml',
      'The callback body declares a document type or an entity, which WeCom never does.',
    );
  }
  const start = body.indexOf(OPENING);
  const end = body.indexOf('</Encrypt>', start);
  const content = start === -1 || end === -1 ? undefined : body.slice(start + OPENING.length, end);
  const encrypted = content?.replaceAll(CDATA, '$1').trim();
  if (encrypted === undefined || !BASE64.test(encrypted)) {
    throw new WeComCallbackError('xml', 'The callback body holds no <Encrypt> element with base64 in it.');
  }
  return encrypted;
}

/**
 * Opens a ciphertext: 16 random bytes, the length of the message in 4 bytes (big-endian), the message in UTF-8, the receive id.
 *
 * @throws {WeComCallbackError} `decrypt`, or `receive-id` when it is addressed to somebody else
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function openEnvelope(encrypted: string, aesKey: Buffer, receiveId: string): string {
  const plain = decrypt(aesKey, Buffer.from(encrypted, 'base64'));
  if (plain === undefined || plain.length < HEAD_BYTES) throw undecryptable();
  const end = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw undecryptable();
  if (!plain.subarray(end).equals(Buffer.from(receiveId))) {
    throw new WeComCallbackError('receive-id', 'The callback is addressed to another receive id; compare the corp id.');
  }
  return plain.toString('utf8', HEAD_BYTES, end);
}

/** Seals a message into base64, as {@link openEnvelope} opens it. `random` is 16 bytes and never used twice. */
export function sealEnvelope(
  message: string,
  aesKey: Buffer,
  receiveId: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const content = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length);
  return encrypt(aesKey, Buffer.concat([random, length, content, Buffer.from(receiveId)])).toString('base64');
}

const undecryptable = () =>
  new WeComCallbackError('decrypt', 'The callback cannot be decrypted; compare encodingAESKey with the admin console.');
