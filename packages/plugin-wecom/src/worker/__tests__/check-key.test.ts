import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { Sealer } from '../../server/apps/sealer';
import { checkKey } from '../check-key';
import { Variables } from '../variables';

const [key, other] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];

/** As the host does. */
function encrypted(text: string, by = key): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', by, iv);
  return iv.toString('hex') + cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}

const sealed = (by = key) => ({
  corpId: 'wwcorp',
  agentId: '1000002',
  secret: new Sealer(by).seal('the secret', {
    purpose: 'agent-secret',
    corpId: 'wwcorp',
    origin: 'https://qyapi.weixin.qq.com',
  }),
});

async function checked(variables: Record<string, string>, authenticators: Record<string, object>) {
  const error = vi.fn();
  const rows = Object.entries(variables).map(([name, value]) => ({ name, type: 'secret', value }));
  const environment = new Variables({ variables: () => Promise.resolve(rows) }, key, { error });
  await environment.refresh();
  const tables = { ourAuthenticators: () => Promise.resolve(new Map(Object.entries(authenticators)) as never) };
  await checkKey({ keyFrom: 'APP_AES_SECRET_KEY_PATH' }, tables, environment, new Sealer(key));
  return error.mock.calls as unknown[][];
}

describe('a key', () => {
  it.each([
    ['there is nothing to open', {}, {}],
    ['it opens a secret variable', { TOKEN: encrypted('text') }, {}],
    ['it opens the secret of an authenticator', {}, { wecom: sealed() }],
    ['the authenticators have no seal', {}, { wecom: { corpId: 'wwcorp', secret: '{{ $env.TOKEN }}' }, empty: {} }],
  ])('does when %s', async (_, variables, authenticators) => {
    expect(await checked(variables, authenticators)).toEqual([]);
  });

  it('does when it opens something, and what it does not open is named', async () => {
    const calls = await checked({ OLD: encrypted('text', other), NEW: encrypted('文字') }, {});
    expect(calls).toEqual([[expect.stringContaining('cannot be opened'), { variable: 'OLD' }]]);
    await checked({ OLD: encrypted('text', other) }, { broken: sealed(other), wecom: sealed() });
  });

  it('that opens nothing is refused, with its variable, what it should open, and the remedy', async () => {
    const refused = checked({ OLD: encrypted('text', other) }, { wecom: sealed(other) });
    await expect(refused).rejects.toThrow(
      'APP_AES_SECRET_KEY_PATH is not the key of this NocoBase: it does not open the variable OLD, the secret of the authenticator "wecom". Copy storage/apps/main/aes_key.dat of NocoBase again',
    );
  });
});
