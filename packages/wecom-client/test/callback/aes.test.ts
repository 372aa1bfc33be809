import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeEncodingAESKey, decrypt, encrypt } from '../../src/callback/aes';
import { official, vectors } from './wecom';

const aesKey = decodeEncodingAESKey(official.encodingAESKey)!;

/** Encrypts whole blocks as they are, so that a test can choose the padding. */
function encryptBlocks(blocks: Buffer) {
  const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}

const padded = (length: number, padding: readonly number[]) =>
  encryptBlocks(Buffer.concat([Buffer.alloc(length - padding.length, 65), Buffer.from(padding)]));

describe('decodeEncodingAESKey', () => {
  it.each(Object.entries(vectors.keySets))('decodes the key of %s, whose spare bits are not zero', (_, keySet) => {
    expect(keySet.encodingAesKeyIsCanonicalBase64).toBe(false);
    expect(decodeEncodingAESKey(keySet.encodingAesKey)?.toString('hex')).toBe(keySet.aesKeyHex);
  });

  it.each(vectors.badKeys)('refuses $id', ({ encodingAesKey }) => {
    expect(decodeEncodingAESKey(encodingAesKey)).toBeUndefined();
  });

  it('refuses characters that a lenient base64 decoder would skip', () => {
    expect(decodeEncodingAESKey(official.encodingAESKey.replace('W', ' '))).toBeUndefined();
    expect(decodeEncodingAESKey(`${official.encodingAESKey}\n`)).toBeUndefined();
  });
});

describe('padding', () => {
  it('fills up to 32 bytes and adds 32 where nothing is missing', () => {
    for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 63, 64]) {
      const plain = Buffer.alloc(length, 65);
      const encrypted = encrypt(aesKey, plain);
      expect(encrypted.length).toBe((Math.floor(length / 32) + 1) * 32);
      expect(decrypt(aesKey, encrypted)).toEqual(plain);
    }
  });

  it('takes off any of the 32 paddings', () => {
    for (let count = 1; count <= 32; count++) {
      const plain = decrypt(aesKey, padded(64, Array<number>(count).fill(count)));
      expect(plain).toEqual(Buffer.alloc(64 - count, 65));
    }
  });

  it.each([
    ['0', [0]],
    ['33', Array<number>(33).fill(33)],
    ['255', [255]],
    ['a wrong byte at its far end', [31, ...Array<number>(31).fill(32)]],
    ['a wrong byte in the middle', [3, 2, 3]],
  ])('refuses %s', (_, padding) => {
    expect(decrypt(aesKey, padded(64, padding))).toBeUndefined();
  });

  it.each([0, 1, 16, 31, 33, 48])('refuses a length of %i bytes', (length) => {
    expect(decrypt(aesKey, Buffer.alloc(length))).toBeUndefined();
  });
});
