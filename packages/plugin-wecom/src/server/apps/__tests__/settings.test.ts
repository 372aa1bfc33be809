import { describe, expect, it } from 'vitest';
import { WeComAppError } from '../app-error';
import { Sealer } from '../sealer';
import { resolveSettings, type StoredSettings } from '../settings';
import type { Environment } from '../variables';

const sealer = new Sealer(Buffer.alloc(32, 7));
const WECOM = 'https://qyapi.weixin.qq.com';

/** Renders as the host does: what is unknown becomes nothing. */
function environmentOf(open: Record<string, string>, secret: Record<string, string> = {}): Environment {
  const all: Record<string, string> = { ...open, ...secret };
  return {
    getVariables: () => all,
    getNonSecretVariables: () => open,
    renderJsonTemplate: (template) =>
      String(template).replace(/\{\{\s*\$env\.(\w+)\s*\}\}/g, (_, name: string) => all[name] ?? ''),
  };
}

const environment = environmentOf(
  { CORP: 'wwcorp', AGENT: '1000002', URL: 'https://proxy.example/wecom/', EMPTY: '' },
  { SECRET: 'from-variable', SECRET_CORP: 'wwcorp' },
);
const seal = (origin = WECOM) => sealer.seal('clear', { purpose: 'agent-secret', corpId: 'wwcorp', origin });
const confirm = (origin: string) => sealer.seal(origin, { purpose: 'base-url' });
const stored = (changes: StoredSettings = {}): StoredSettings => ({
  corpId: 'wwcorp',
  agentId: '1000002',
  secret: seal(),
  ...changes,
});
const resolve = (changes?: StoredSettings) => resolveSettings(stored(changes), { environment, sealer });

function problem(changes: StoredSettings): Pick<WeComAppError, 'code' | 'params'> {
  try {
    resolve(changes);
  } catch (error) {
    if (error instanceof WeComAppError) return { code: error.code, params: error.params };
    throw error;
  }
  throw new Error('These settings do');
}

describe('settings', () => {
  it('default to WeCom itself', () => {
    expect(resolve()).toEqual({ corpId: 'wwcorp', agentId: 1000002, secret: 'clear', baseUrl: WECOM });
    expect(resolve({ baseUrl: '' }).baseUrl).toBe(WECOM);
    expect(resolve({ baseUrl: `${WECOM}/cgi-bin/` }).baseUrl).toBe(WECOM);
  });

  it('may all be variables, in any mixture', () => {
    const proxy = 'https://proxy.example';
    const settings = resolve({
      corpId: ' {{ $env.CORP }} ',
      agentId: '{{$env.AGENT}}',
      secret: seal(proxy),
      baseUrl: '{{$env.URL}}',
    });
    expect(settings).toEqual({
      corpId: 'wwcorp',
      agentId: 1000002,
      secret: 'clear',
      baseUrl: 'https://proxy.example/wecom',
    });
    expect(resolve({ secret: '{{$env.SECRET}}' }).secret).toBe('from-variable');
  });

  it('name everything that is missing, also when a variable is empty', () => {
    expect(problem({ corpId: '', agentId: undefined as never })).toMatchObject({
      code: 'incomplete',
      params: { fields: 'corpId, agentId' },
    });
    expect(problem({ secret: '{{$env.EMPTY}}' })).toMatchObject({ code: 'incomplete', params: { fields: 'secret' } });
  });

  it('name a variable nobody knows', () => {
    expect(problem({ corpId: '{{$env.NOWHERE}}' })).toMatchObject({
      code: 'variableUnknown',
      params: { names: 'NOWHERE' },
    });
    expect(problem({ secret: '{{$env.constructor}}' })).toMatchObject({ code: 'variableUnknown' });
  });

  it.each<[string, StoredSettings]>([
    ['agentIdInvalid', { agentId: 'ten' }],
    ['baseUrlInvalid', { baseUrl: 'qyapi.weixin.qq.com' }],
    ['baseUrlInvalid', { baseUrl: 'file:///etc/passwd' }],
    ['baseUrlInvalid', { baseUrl: 'https://user:password@host' }],
    ['baseUrlInvalid', { baseUrl: 'https://host/?key=1' }],
    ['secretNotSealed', { secret: 'clear' }],
    ['secretNotSealed', { secret: 'prefix-{{$env.SECRET}}' }],
    ['sealDoesNotOpen', { corpId: 'wwother' }],
    ['sealDoesNotOpen', { baseUrl: 'http://127.0.0.1:9' }],
    ['sealDoesNotOpen', { secret: 'sealed:v1:AAAA' }],
  ])('are refused as %s: %j', (code, changes) => {
    expect(problem(changes).code).toBe(code);
  });

  it('keep variables from servers nobody has confirmed', () => {
    const proxy = 'https://proxy.example';
    expect(problem({ secret: '{{$env.SECRET}}', baseUrl: proxy }).code).toBe('baseUrlUnconfirmed');
    expect(
      problem({ secret: '{{$env.SECRET}}', baseUrl: proxy, baseUrlSeal: confirm('https://other.example') }).code,
    ).toBe('baseUrlUnconfirmed');
    expect(resolve({ secret: '{{$env.SECRET}}', baseUrl: `${proxy}/path`, baseUrlSeal: confirm(proxy) }).secret).toBe(
      'from-variable',
    );
  });

  it('keep secret variables from them in other settings, too', () => {
    const proxy = 'https://proxy.example';
    const secret = seal(proxy);
    expect(problem({ corpId: '{{$env.SECRET_CORP}}', secret, baseUrl: proxy }).code).toBe('baseUrlUnconfirmed');
    expect(problem({ secret, baseUrl: 'https://{{$env.SECRET}}.example' }).code).toBe('baseUrlUnconfirmed');
    expect(resolve({ corpId: '{{$env.CORP}}', secret, baseUrl: proxy }).corpId).toBe('wwcorp');
  });

  it('never put a value into the error', () => {
    for (const changes of [
      { secret: 'clear-secret' },
      { secret: '{{$env.SECRET}}', baseUrl: 'https://x.example' },
      { agentId: 'clear-secret' },
    ]) {
      expect(() => resolve(changes)).toThrow(
        expect.not.objectContaining({
          message: expect.stringMatching(/clear-secret|from-variable/) as string,
        }) as Error,
      );
    }
  });
});
