import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Both sides of WeCom's encryption (document 90968): AES-256-CBC, padded to 32 bytes, the key's first half as IV. */

const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

/** `EncodingAESKey` has 43 characters; its last one carries spare bits, which Node's decoder ignores. */
const keyOf = (encodingAESKey: string): Buffer => Buffer.from(`${encodingAESKey}=`, 'base64');

/**
 * Random bytes, byte length, message and receive id, encrypted, as base64.
 *
 * @param random 16 bytes; a test hands in its own
 */
export function seal(message: string, encodingAESKey: string, receiveId: string, random = randomBytes(RANDOM)): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
  const padding = BLOCK - (content.length % BLOCK);
  const key = keyOf(encodingAESKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(content),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ]).toString('base64');
}

/**
 * What was sealed.
 *
 * @throws {Error} saying what is wrong: key, padding, length or receive id
 */
export function unseal(encrypted: string, encodingAESKey: string, receiveId: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) throw new Error('the ciphertext is no whole number of blocks');
  const key = keyOf(encodingAESKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK || padding > padded.length) throw new Error('the padding is wrong, or the key is');
  const content = padded.subarray(0, padded.length - padding);
  if (content.length < RANDOM + LENGTH) throw new Error('the plaintext is too short');
  const end = RANDOM + LENGTH + content.readUInt32BE(RANDOM);
  if (end > content.length) throw new Error('the plaintext is shorter than it says');
  const sealedFor = content.toString('utf8', end);
  if (sealedFor !== receiveId) throw new Error(`the receive id is "${sealedFor}" and should be "${receiveId}"`);
  return content.toString('utf8', RANDOM + LENGTH, end);
}
