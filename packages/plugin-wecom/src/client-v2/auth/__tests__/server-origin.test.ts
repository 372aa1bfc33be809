import { describe, expect, it } from 'vitest';
import { DEFAULT_BASE_URL } from '../../../constants';
import { isForeignServer, serverOrigin } from '../server-origin';

describe('server of a base URL', () => {
  it("is WeCom's own when nothing is entered", () => {
    expect(serverOrigin('')).toBe(DEFAULT_BASE_URL);
    expect(isForeignServer(undefined)).toBe(false);
  });

  it('does not depend on path or letter case', () => {
    expect(serverOrigin('HTTPS://QYAPI.weixin.qq.com/cgi-bin/')).toBe(DEFAULT_BASE_URL);
    expect(serverOrigin('http://127.0.0.1:4000/a')).toBe('http://127.0.0.1:4000');
  });

  it('counts as foreign when a variable may lead anywhere', () => {
    expect(isForeignServer('{{ $env.WECOM_URL }}')).toBe(true);
  });
});
