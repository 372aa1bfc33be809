import { describe, expect, it } from 'vitest';
import { createWeComClient, isWeComConfigError, type WeComClientOptions } from '../src/index';
import { resolveConfig } from '../src/config';

const good = { corpId: 'ww1', agentId: 1000002, secret: 's3cr3t' };

function issuesOf(options: object): readonly string[] {
  try {
    createWeComClient(options as WeComClientOptions);
  } catch (error) {
    if (isWeComConfigError(error)) return error.issues;
    throw error;
  }
  return [];
}

describe('the options of a client', () => {
  it('have defaults', () => {
    expect(resolveConfig(good)).toMatchObject({
      agentId: 1000002,
      baseUrl: 'https://qyapi.weixin.qq.com',
      timeoutMs: 15_000,
      fetch: globalThis.fetch,
      now: Date.now,
    });
  });

  it('take an agent id from a form and a base URL with a path', () => {
    expect(resolveConfig({ ...good, agentId: '1000003', baseUrl: 'http://10.0.0.1:8080/wecom/' })).toMatchObject({
      agentId: 1000003,
      baseUrl: 'http://10.0.0.1:8080/wecom',
    });
  });

  it('are refused with every problem at once', () => {
    expect(issuesOf({}).map((issue) => issue.split(' ')[0])).toEqual(['"corpId"', '"agentId"', '"secret"']);
    expect(issuesOf({}).join()).toContain('"secret" is missing; copy it from Admin console > Apps > the app');
  });

  it.each([
    [{ corpId: '' }, '"corpId" must not be empty'],
    [{ corpId: 7 }, '"corpId" must be text'],
    [{ agentId: 0 }, '"agentId" must be a positive integer'],
    [{ agentId: 1.5 }, '"agentId" must be a positive integer'],
    [{ agentId: 'abc' }, '"agentId" must be a positive integer'],
    [{ agentId: null }, '"agentId" must be a positive integer'],
    [{ secret: 'with space ' }, '"secret" must not be empty or contain white space'],
    [{ baseUrl: 'qyapi.weixin.qq.com' }, '"baseUrl" must be an address such as https://qyapi.weixin.qq.com'],
    [{ baseUrl: 'ftp://example.com' }, '"baseUrl" must begin with https://'],
    [{ baseUrl: 'https://a:b@example.com' }, '"baseUrl" must not contain a user name or password'],
    [{ baseUrl: 'https://example.com/cgi-bin/' }, '"baseUrl" must not contain /cgi-bin; use https://example.com'],
    [
      { baseUrl: 'https://example.com/x?y=1' },
      '"baseUrl" must not have a query or fragment; use https://example.com/x',
    ],
    [{ fetch: 1 }, '"fetch" must be a function'],
    [{ accessTokenStore: {} }, '"accessTokenStore" must have the functions get, set and delete'],
    [{ logger: {} }, '"logger" must have the functions debug and warn'],
    [{ timeoutMs: 0 }, '"timeoutMs" must be at least 1 millisecond'],
  ])('are refused when one is wrong: %j', (wrong, problem) => {
    const issues = issuesOf({ ...good, ...wrong });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(problem);
  });

  it('never show a value that could be a secret', () => {
    const shown = issuesOf({
      corpId: 'a b',
      agentId: 'hunter2',
      secret: 'hunter3 ',
      baseUrl: 'https://u:hunter4@x.example',
    });
    expect(shown).toHaveLength(4);
    expect(shown.join()).not.toMatch(/hunter\d/);
  });
});
