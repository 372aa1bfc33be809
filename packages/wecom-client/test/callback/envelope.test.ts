import { encrypt as encryptForeign } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { decodeEncodingAESKey } from '../../src/callback/aes';
import { openEnvelope, readEncrypted, sealEnvelope } from '../../src/callback/envelope';
import { keySetOf, official, vectors, wrap } from './wecom';

const aesKeyOf = (encodingAESKey: string) => decodeEncodingAESKey(encodingAESKey)!;
const aesKey = aesKeyOf(official.encodingAESKey);

describe('openEnvelope', () => {
  it.each(vectors.decrypt)('opens $id as published', ({ keySet, encrypt, expectedPlaintext }) => {
    const { encodingAESKey, receiveId } = keySetOf(keySet);
    expect(openEnvelope(encrypt, aesKeyOf(encodingAESKey), receiveId)).toBe(expectedPlaintext);
  });

  it.each(vectors.encrypt)('opens $id again', ({ keySet, expectedEncrypt, plaintext }) => {
    const { encodingAESKey, receiveId } = keySetOf(keySet);
    expect(openEnvelope(expectedEncrypt, aesKeyOf(encodingAESKey), receiveId)).toBe(plaintext);
  });

  it.each([
    ['another corp', 'wx5823bf96d3bd56c8'],
    ['a longer one', 'wx5823bf96d3bd56c7x'],
    ['none', ''],
  ])('refuses the receive id of %s', (_, receiveId) => {
    const encrypted = encryptForeign(official.encodingAESKey, 'hello', receiveId);
    expect(() => openEnvelope(encrypted, aesKey, official.receiveId)).toThrow(
      expect.objectContaining({ reason: 'receive-id' }),
    );
  });

  it('accepts an empty receive id where that is the right one', () => {
    expect(openEnvelope(encryptForeign(official.encodingAESKey, 'hello', ''), aesKey, '')).toBe('hello');
  });

  it('counts the length of the message in bytes', () => {
    const message = '审批已通过 👨‍👩‍👧‍👦';
    const encrypted = encryptForeign(official.encodingAESKey, message, official.receiveId);
    expect(openEnvelope(encrypted, aesKey, official.receiveId)).toBe(message);
  });

  it('refuses another key', () => {
    const other = aesKeyOf(keySetOf('wechatpy').encodingAESKey);
    const encrypted = encryptForeign(official.encodingAESKey, 'hello', official.receiveId);
    expect(() => openEnvelope(encrypted, other, official.receiveId)).toThrow(
      expect.objectContaining({ code: 'ERR_WECOM_CALLBACK', reason: 'decrypt' }),
    );
  });
});

describe('sealEnvelope', () => {
  it.each(vectors.encrypt)('seals $id as published', ({ keySet, plaintext, random16, expectedEncrypt }) => {
    const { encodingAESKey, receiveId } = keySetOf(keySet);
    expect(sealEnvelope(plaintext, aesKeyOf(encodingAESKey), receiveId, Buffer.from(random16))).toBe(expectedEncrypt);
  });

  it('never seals alike twice', () => {
    const seal = () => sealEnvelope('hello', aesKey, official.receiveId);
    expect(new Set(Array.from({ length: 100 }, seal)).size).toBe(100);
  });
});

describe('readEncrypted', () => {
  it.each([
    ['WeCom’s own body', wrap('QUJD')],
    ['bytes', Buffer.from(wrap('QUJD'))],
    ['a view into a larger buffer', Buffer.from(`....${wrap('QUJD')}`).subarray(4)],
    [
      'another order, layout and a declaration',
      '<?xml version="1.0"?>\n<xml>\n  <Encrypt>\n<![CDATA[QUJD]]>\n</Encrypt>\n</xml>',
    ],
    ['text without CDATA', '<xml><Encrypt>QUJD</Encrypt></xml>'],
    ['CDATA in two sections', '<xml><Encrypt><![CDATA[QU]]><![CDATA[JD]]></Encrypt></xml>'],
  ])('finds the ciphertext in %s', (_, body) => {
    expect(readEncrypted(body)).toBe('QUJD');
  });

  it.each([
    ['an empty body', ''],
    ['a body cut off', wrap('QUJD').slice(0, -12)],
    ['no ciphertext', '<xml><ToUserName>ww</ToUserName></xml>'],
    ['something else than base64', '<xml><Encrypt>QU&amp;D</Encrypt></xml>'],
    ['a document type', `<!DOCTYPE xml [<!ENTITY a "b">]>${wrap('QUJD')}`],
    ['more than 1 MiB', wrap('A'.repeat(1024 * 1024))],
    ['more than 1 MiB of bytes', Buffer.from(wrap('A'.repeat(1024 * 1024)))],
  ])('refuses %s', (_, body) => {
    expect(() => readEncrypted(body)).toThrow(expect.objectContaining({ reason: 'xml' }));
  });
});
