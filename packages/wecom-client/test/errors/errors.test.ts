import { describe, expect, it } from 'vitest';
import { isWeComApiError, WeComApiError } from '../../src/errors/api-error';
import { isWeComCallbackError, WeComCallbackError } from '../../src/errors/callback-error';
import { isWeComConfigError, WeComConfigError } from '../../src/errors/config-error';
import { isWeComHttpError, WeComHttpError } from '../../src/errors/http-error';
import { mayHaveArrived } from '../../src/errors/may-have-arrived';
import { isWeComNetworkError, WeComNetworkError } from '../../src/errors/network-error';
import { isWeComTimeoutError, WeComTimeoutError } from '../../src/errors/timeout-error';
import { isWeComError, WeComError } from '../../src/errors/wecom-error';

const send = '/cgi-bin/message/send';
const network = (path: string, beforeSending: boolean) =>
  new WeComNetworkError(path, { cause: new Error('broken'), beforeSending });

const all = [
  [new WeComConfigError(['"corpId" is missing']), 'WeComConfigError', 'ERR_WECOM_CONFIG', isWeComConfigError],
  [new WeComApiError(send, 81013, 'no'), 'WeComApiError', 'ERR_WECOM_API', isWeComApiError],
  [new WeComHttpError(send, 502, 'not JSON'), 'WeComHttpError', 'ERR_WECOM_HTTP', isWeComHttpError],
  [network(send, false), 'WeComNetworkError', 'ERR_WECOM_NETWORK', isWeComNetworkError],
  [new WeComTimeoutError(send, 10_000), 'WeComTimeoutError', 'ERR_WECOM_TIMEOUT', isWeComTimeoutError],
  [new WeComCallbackError('signature', 'wrong'), 'WeComCallbackError', 'ERR_WECOM_CALLBACK', isWeComCallbackError],
] as const;

describe('errors', () => {
  it.each(all)('has a stable code and a guard: %s', (error, name, code, guard) => {
    expect(error).toBeInstanceOf(WeComError);
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(all.filter(([other]) => guard(other)).map(([other]) => other)).toEqual([error]);
    expect(isWeComError(error)).toBe(true);
  });

  it('recognises errors of another copy of the package', () => {
    const foreign = Object.assign(new Error('x'), { code: 'ERR_WECOM_API' });
    expect(isWeComApiError(foreign)).toBe(true);
    expect(isWeComError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
    expect(isWeComError({ code: 'ERR_WECOM_API' })).toBe(false);
  });

  it('says what failed, what came back and what to do', () => {
    const { message } = new WeComApiError(send, 60020, 'not allow to access from your ip, from ip: 203.0.113.9, more');
    expect(message).toMatch(/^\/cgi-bin\/message\/send failed with errcode 60020 \(not allow/);
    expect(message).toContain('add 203.0.113.9 to');
  });
});

describe('mayHaveArrived', () => {
  it.each([
    ['refused', new WeComApiError(send, 81013, 'no'), false],
    ['accepted and not understood', new WeComApiError(send, 0, 'Warning: wrong json format.'), true],
    ['wrong parameters', new WeComConfigError([]), false],
    ['never connected', network(send, true), false],
    ['connection broke', network(send, false), true],
    ['timed out', new WeComTimeoutError(send, 1), true],
    ['bad gateway', new WeComHttpError(send, 502, 'not JSON'), true],
    ['no access token: connection broke', network('/cgi-bin/gettoken', false), false],
    ['no access token: timed out', new WeComTimeoutError('/cgi-bin/gettoken', 1), false],
    ['something else', new Error('?'), true],
  ])('%s', (_, error, expected) => {
    expect(mayHaveArrived(error, send)).toBe(expected);
  });
});
