import * as wecom from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEncodingAESKey } from '../../src/callback/aes';
import { openEnvelope, sealEnvelope } from '../../src/callback/envelope';
import { signCallback } from '../../src/callback/signature';

const LETTERS_AND_DIGITS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const lettersAndDigits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...LETTERS_AND_DIGITS), minLength: length, maxLength: length });

const key = lettersAndDigits(43);
const message = fc.string({ unit: 'binary', maxLength: 300 });
const receiveId = fc.oneof(fc.constant(''), lettersAndDigits(18));

describe('against WeCom’s own library', () => {
  it('opens whatever it seals', () => {
    fc.assert(
      fc.property(key, message, receiveId, (encodingAESKey, text, id) => {
        const encrypted = wecom.encrypt(encodingAESKey, text, id);
        expect(openEnvelope(encrypted, decodeEncodingAESKey(encodingAESKey)!, id)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('seals what it opens, byte for byte alike with the same random bytes', () => {
    const random16 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(key, message, receiveId, random16, (encodingAESKey, text, id, random) => {
        const encrypted = sealEnvelope(text, decodeEncodingAESKey(encodingAESKey)!, id, random);
        expect(encrypted).toBe(wecom.encrypt(encodingAESKey, text, id, random));
        expect(wecom.decrypt(encodingAESKey, encrypted)).toEqual({ message: text, id, random });
      }),
      { numRuns: 1000 },
    );
  });

  it('signs alike', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.string(), fc.string()), (values) => {
        expect(signCallback(...values)).toBe(wecom.getSignature(...values));
      }),
      { numRuns: 1000 },
    );
  });
});
