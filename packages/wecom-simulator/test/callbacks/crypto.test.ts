import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../src/callbacks/envelope';
import { signCallback } from '../../src/callbacks/signature';

interface KeySet {
  token: string;
  encodingAesKey: string;
  receiveid: string;
}

interface Sealed {
  id: string;
  keySet: string;
  timestamp: string;
  nonce: string;
}

/** Published by WeCom and by others, and recomputed twice: see the file. */
const vectors = JSON.parse(
  readFileSync(new URL('../../../../fixtures/wecom/crypto-vectors.json', import.meta.url), 'utf8'),
) as {
  keySets: Record<string, KeySet>;
  verifyUrl: (Sealed & { msgSignature: string; echostr: string; expectedEcho: string })[];
  decrypt: (Sealed & { msgSignature: string; encrypt: string; expectedPlaintext: string })[];
  encrypt: (Sealed & { random16: string; plaintext: string; expectedEncrypt: string; expectedMsgSignature: string })[];
  negative: { id: string; keySet: string; encrypt: string; failureSeenHere: string }[];
};

const keysOf = (name: string): KeySet => {
  const keys = vectors.keySets[name];
  if (!keys) throw new Error(`no key set ${name}`);
  return keys;
};

describe('what WeCom encrypts', () => {
  it.each(vectors.encrypt)('is sealed and signed as in $id', (vector) => {
    const { token, encodingAesKey, receiveid } = keysOf(vector.keySet);
    const sealed = seal(vector.plaintext, encodingAesKey, receiveid, Buffer.from(vector.random16));
    expect(sealed).toBe(vector.expectedEncrypt);
    expect(signCallback(token, vector.timestamp, vector.nonce, sealed)).toBe(vector.expectedMsgSignature);
  });

  it.each(vectors.decrypt)('is opened as in $id', (vector) => {
    const { token, encodingAesKey, receiveid } = keysOf(vector.keySet);
    expect(unseal(vector.encrypt, encodingAesKey, receiveid)).toBe(vector.expectedPlaintext);
    expect(signCallback(token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msgSignature);
  });

  it.each(vectors.verifyUrl)('is an echo as in $id', (vector) => {
    const { token, encodingAesKey, receiveid } = keysOf(vector.keySet);
    expect(unseal(vector.echostr, encodingAesKey, receiveid)).toBe(vector.expectedEcho);
    expect(signCallback(token, vector.timestamp, vector.nonce, vector.echostr)).toBe(vector.msgSignature);
  });

  it.each(vectors.negative.filter(({ failureSeenHere }) => failureSeenHere !== 'sig'))(
    'is refused as in $id',
    (vector) => {
      const { encodingAesKey, receiveid } = keysOf(vector.keySet);
      expect(() => unseal(vector.encrypt, encodingAesKey, receiveid)).toThrow();
    },
  );
});
