import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSealed, Sealer, type SealPurpose } from '../sealer';

const key = randomBytes(32);
const sealer = new Sealer(key);
const purpose: SealPurpose = { purpose: 'agent-secret', corpId: 'wwcorp', origin: 'https://qyapi.weixin.qq.com' };

describe('a sealed text', () => {
  it('opens to what was sealed, also after a restart with the same key', () => {
    const sealed = sealer.seal('密钥 secret', purpose);
    expect(sealed).toMatch(/^sealed:v1:[\w-]+$/);
    expect(isSealed(sealed)).toBe(true);
    expect(new Sealer(Buffer.from(key)).open(sealed, purpose)).toBe('密钥 secret');
  });

  it('is different each time and does not show the text', () => {
    const [one, two] = [sealer.seal('secret', purpose), sealer.seal('secret', purpose)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice('sealed:v1:'.length), 'base64url').toString('latin1')).not.toContain('secret');
  });

  it.each<[string, SealPurpose]>([
    ['another corp', { ...purpose, corpId: 'wwother' }],
    ['another server', { ...purpose, origin: 'https://evil.example' }],
    [
      'a corp and server that read the same when joined',
      { ...purpose, corpId: 'wwcorphttps://', origin: 'qyapi.weixin.qq.com' },
    ],
    ['another purpose', { purpose: 'base-url' }],
  ])('does not open for %s', (_, other) => {
    expect(sealer.open(sealer.seal('secret', purpose), other)).toBeUndefined();
  });

  it('does not open with another key', () => {
    expect(new Sealer(randomBytes(32)).open(sealer.seal('secret', purpose), purpose)).toBeUndefined();
  });

  it('does not open when a single bit is changed, wherever', () => {
    const sealed = Buffer.from(sealer.seal('secret', purpose).slice('sealed:v1:'.length), 'base64url');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(sealer.open(`sealed:v1:${changed.toString('base64url')}`, purpose)).toBeUndefined();
    }
  });

  it.each(['', 'sealed:v1:', 'sealed:v1:AAAA', 'sealed:v2:AAAA', 'clear text'])('is not %j', (text) => {
    expect(sealer.open(text, purpose)).toBeUndefined();
  });
});
