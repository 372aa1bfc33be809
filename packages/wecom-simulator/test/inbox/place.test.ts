import { describe, expect, it } from 'vitest';
import { readPlace } from '../../src/inbox/state/place';

describe('the address of the page', () => {
  it.each([
    ['', undefined, undefined],
    ['#zhangsan', 'zhangsan', undefined],
    ['#/zhangsan', 'zhangsan', undefined],
    ['#zhangsan/1000002', 'zhangsan', 1000002],
    ['#a%40b/x', 'a@b', undefined],
    ['#%E0%A4%A', '%E0%A4%A', undefined],
  ])('%j shows %j and %j', (hash, userid, agentId) => {
    expect(readPlace(hash)).toEqual({ userid, agentId });
  });
});
