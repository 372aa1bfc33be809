import { describe, expect, it } from 'vitest';
import { oauthUrl, webSignInUrl } from '../../src/index';
import { scriptedClient } from '../support/client';
import { failure, ok } from '../support/scripted-fetch';

const CURRENT = '/cgi-bin/auth/getuserinfo';
const LEGACY = '/cgi-bin/user/getuserinfo';
const DETAIL = '/cgi-bin/auth/getuserdetail';

describe('oauth.getUserInfo', () => {
  it('exchanges a code for the member who signed in', async () => {
    const { client, network } = scriptedClient({ [CURRENT]: ok({ userid: 'ZhangSan', user_ticket: 'ticket' }) });
    expect(await client.oauth.getUserInfo({ code: 'the-code' })).toEqual({ userid: 'ZhangSan', user_ticket: 'ticket' });
    expect(network.to(CURRENT)[0]).toMatchObject({
      method: 'GET',
      query: { code: 'the-code', access_token: 'token-1' },
    });
  });

  it('answers with the same names on the older path', async () => {
    const { client, network } = scriptedClient({
      [LEGACY]: [ok({ UserId: 'ZhangSan', DeviceId: 'd' }), ok({ OpenId: 'o', external_userid: 'e' })],
    });
    expect(await client.oauth.getUserInfo({ code: 'a', legacy: true })).toEqual({ userid: 'ZhangSan', DeviceId: 'd' });
    expect(await client.oauth.getUserInfo({ code: 'b', legacy: true })).toEqual({ openid: 'o', external_userid: 'e' });
    expect(network.to(CURRENT)).toEqual([]);
  });

  it('does not repeat a code WeCom refused, and keeps it out of the log', async () => {
    const { client, network, logged } = scriptedClient({ [CURRENT]: failure(40029, 'invalid code, code=secret-code') });
    await expect(client.oauth.getUserInfo({ code: 'secret-code' })).rejects.toMatchObject({ errcode: 40029 });
    expect(network.to(CURRENT)).toHaveLength(1);
    expect(logged.join()).not.toContain('secret-code');
  });

  it('keeps the code when only the access token had expired', async () => {
    const { client, network } = scriptedClient({ [CURRENT]: [failure(42001), ok({ userid: 'lisi' })] });
    expect(await client.oauth.getUserInfo({ code: 'c' })).toEqual({ userid: 'lisi' });
    expect(network.to(CURRENT).map(({ query }) => query)).toEqual([
      { code: 'c', access_token: 'token-1' },
      { code: 'c', access_token: 'token-2' },
    ]);
  });
});

describe('oauth.getUserDetail', () => {
  it('reads private fields with the ticket in the body, never in the address', async () => {
    const { client, network } = scriptedClient({ [DETAIL]: ok({ userid: 'lisi', mobile: '13800000000' }) });
    const detail = await client.oauth.getUserDetail({ user_ticket: 'the-ticket' });
    expect(detail).toEqual({ userid: 'lisi', mobile: '13800000000' });
    const [request] = network.to(DETAIL);
    expect(JSON.parse(request?.body ?? '')).toEqual({ user_ticket: 'the-ticket' });
    expect(request?.url.href).not.toContain('the-ticket');
  });
});

describe('addresses of the sign-in pages', () => {
  const params = {
    corpId: 'ww1',
    agentId: 1000002,
    redirectUri: 'https://nocobase.example/v/wecom/callback?authenticator=a b&x=1',
    state: 'abc123',
  };

  it('ask OAuth for nothing but identity unless told, with the fragment last', () => {
    const url = new URL(oauthUrl(params));
    expect(url.origin + url.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'ww1',
      redirect_uri: params.redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      agentid: '1000002',
    });
    expect(oauthUrl(params)).toMatch(/#wechat_redirect$/);
    expect(oauthUrl({ ...params, scope: 'snsapi_privateinfo' })).toContain('&scope=snsapi_privateinfo&');
  });

  it('ask the web sign-in for an app of this corp', () => {
    const url = new URL(webSignInUrl({ ...params, lang: 'en' }));
    expect(url.origin + url.pathname).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      login_type: 'CorpApp',
      appid: 'ww1',
      agentid: '1000002',
      redirect_uri: params.redirectUri,
      state: 'abc123',
      lang: 'en',
    });
  });

  it('escape the redirect address, so that nothing in it becomes a parameter of WeCom', () => {
    const redirectUri = 'https://x.example/?a=1&scope=snsapi_privateinfo#there';
    expect(new URL(oauthUrl({ ...params, redirectUri })).searchParams.getAll('scope')).toEqual(['snsapi_base']);
    expect(new URL(webSignInUrl({ ...params, redirectUri })).hash).toBe('');
  });

  it('stand on the servers of a private deployment', () => {
    expect(oauthUrl({ ...params, baseUrl: 'http://10.0.0.1:8080/wx/' })).toMatch(
      /^http:\/\/10\.0\.0\.1:8080\/wx\/connect\/oauth2\/authorize\?/,
    );
    expect(webSignInUrl({ ...params, baseUrl: 'http://10.0.0.1' })).toMatch(/^http:\/\/10\.0\.0\.1\/wwlogin\/sso\//);
  });
});
