import { hash, timingSafeEqual } from 'node:crypto';

/**
 * The signature WeCom puts on a callback, and expects on our answer: SHA-1, as 40 lowercase hex digits, over the token, the
 * timestamp, the nonce and the ciphertext, sorted and joined without separators.
 *
 * Nothing separates the four values, so digits can move between neighbours without changing the signature: it vouches for the
 * ciphertext, not for the timestamp and the nonce one by one.
 *
 * @param encrypt the ciphertext in base64: `Encrypt` of a message, `echostr` of a URL verification, decoded from the query
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function signCallback(token: string, timestamp: string, nonce: string, encrypt: string): string {
  // The documents sort bytes. UTF-16 code units sort alike for all that WeCom sends, which is ASCII.
  return hash('sha1', [token, timestamp, nonce, encrypt].sort().join(''));
}

const SIGNATURE = /^[0-9a-f]{40}$/;

/** Compares in constant time, so that the time of an answer does not tell how much of a guess was right. */
export function isSameSignature(expected: string, given: string): boolean {
  // The form is no secret, and with it both are 40 bytes long, as the comparison demands.
  return SIGNATURE.test(given) && timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(given, 'latin1'));
}
