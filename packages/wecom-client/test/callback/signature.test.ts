import { describe, expect, it } from 'vitest';
import { isSameSignature, signCallback } from '../../src/callback/signature';
import { keySetOf, vectors } from './wecom';

const signed = [
  ...vectors.verifyUrl.map((vector) => ({ ...keySetOf(vector.keySet), ...vector, encrypt: vector.echostr })),
  ...vectors.decrypt.map((vector) => ({ ...keySetOf(vector.keySet), ...vector })),
  ...vectors.encrypt.map((vector) => ({
    ...keySetOf(vector.keySet),
    ...vector,
    encrypt: vector.expectedEncrypt,
    msgSignature: vector.expectedMsgSignature,
  })),
  ...vectors.signatureOnly,
];

describe('signCallback', () => {
  it.each(signed)('signs $id as published', ({ token, timestamp, nonce, encrypt, msgSignature }) => {
    expect(signCallback(token, timestamp, nonce, encrypt)).toBe(msgSignature);
  });
});

describe('isSameSignature', () => {
  const expected = signCallback('token', '1700000000', '1', 'cipher');

  it('accepts the same 40 digits', () => {
    expect(isSameSignature(expected, signCallback('token', '1700000000', '1', 'cipher'))).toBe(true);
  });

  it.each([
    ['one other digit', `${expected.slice(0, -1)}${expected.endsWith('0') ? '1' : '0'}`],
    ['uppercase', expected.toUpperCase()],
    ['one digit too few', expected.slice(1)],
    ['one digit too many', `${expected}0`],
    ['a line break behind it', `${expected}\n`],
    [
      'a character that shares its low byte with the right one',
      expected.replace(/./, (c) => String.fromCharCode(c.charCodeAt(0) + 0x100)),
    ],
    ['nothing', ''],
  ])('refuses %s', (_, given) => {
    expect(isSameSignature(expected, given)).toBe(false);
  });
});
