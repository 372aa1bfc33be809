import { createCipheriv, createDecipheriv } from 'node:crypto';

const CIPHER = 'aes-256-cbc';

/** WeCom pads to 32 bytes, twice the block of AES; a decoder for 16 fails on half of its messages (document 90968). */
const PADDED_TO = 32;

const KEY_BYTES = 32;
const IV_BYTES = 16;

/** Of base64 WeCom uses letters and digits alone (document 90930). */
const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/**
 * The 32 bytes that the 43 characters of an `encodingAESKey` stand for, or `undefined` when they are not 43 such characters.
 *
 * 43 characters carry two bits more than 32 bytes need. WeCom leaves them at random, so a decoder that insists on zeros there
 * refuses most real keys.
 */
export function decodeEncodingAESKey(encodingAESKey: string): Buffer | undefined {
  if (!ENCODING_AES_KEY.test(encodingAESKey)) return undefined;
  return Buffer.from(`${encodingAESKey}=`, 'base64').subarray(0, KEY_BYTES);
}

/** AES-256-CBC with the head of the key as the initial vector, as WeCom defines it (document 90968). */
export function encrypt(aesKey: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, aesKey, aesKey.subarray(0, IV_BYTES)).setAutoPadding(false);
  return Buffer.concat([cipher.update(addPadding(plain)), cipher.final()]);
}

/** The plain bytes, or `undefined` when the length or the padding is impossible: another key, or damaged bytes. */
export function decrypt(aesKey: Buffer, encrypted: Buffer): Buffer | undefined {
  if (encrypted.length === 0 || encrypted.length % PADDED_TO !== 0) return undefined;
  const decipher = createDecipheriv(CIPHER, aesKey, aesKey.subarray(0, IV_BYTES)).setAutoPadding(false);
  // Without automatic padding, whole blocks all come out of update().
  return removePadding(decipher.update(encrypted));
}

function addPadding(plain: Buffer): Buffer {
  const count = PADDED_TO - (plain.length % PADDED_TO);
  return Buffer.concat([plain, Buffer.alloc(count, count)]);
}

/** PKCS#7, checked in full: the last byte says how many there are, from 1 to 32, and all of them repeat it. */
function removePadding(padded: Buffer): Buffer | undefined {
  const count = padded.at(-1) ?? 0;
  if (count < 1 || count > PADDED_TO) return undefined;
  const end = padded.length - count;
  for (let index = end; index < padded.length; index++) {
    if (padded[index] !== count) return undefined;
  }
  return padded.subarray(0, end);
}
