import { describe, expect, it } from 'vitest';
import {
  agentsOutOfReach,
  conversationsOf,
  departmentName,
  droppedOf,
  findMember,
  searchMembers,
  unreadOf,
} from '../../src/inbox/state/selectors';
import type { Member } from '../../src/inbox/api/wire';
import { at, inboxMessage, operatorMessage, seed } from './corp';

const memberOf = (userid: string): Member => {
  const member = findMember(seed, userid);
  if (!member) throw new Error(`no member ${userid}`);
  return member;
};
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('who an app can reach', () => {
  it.each([
    ['a member of a department below the chosen one', 'zhangsan', ['Approvals']],
    ['a member named by a tag, whatever the case', 'lisi', []],
    ['a member of another department', 'wangwu', ['Notices', 'Approvals']],
    ['a disabled member', 'zhaoliu', ['Notices', 'Approvals']],
  ])('%s', (_who, userid, outOfReach) => {
    expect(names(agentsOutOfReach(seed, memberOf(userid)))).toEqual(outOfReach);
  });

  it('ends when departments form a ring', () => {
    const ring = {
      ...seed,
      departments: [
        { id: 3, name: 'a', parentid: 4 },
        { id: 4, name: 'b', parentid: 3 },
      ],
    };
    expect(names(agentsOutOfReach(ring, memberOf('zhangsan')))).toEqual(['Notices', 'Approvals']);
  });
});

describe('the conversations on a phone', () => {
  it('are those of apps that reach the member or have written, the last to write first', () => {
    const inbox = [
      inboxMessage(1, { agentid: 1000002, sentAt: at }),
      inboxMessage(2, { agentid: 1000003, sentAt: at + 1 }),
    ];
    const conversations = conversationsOf(seed, memberOf('zhangsan'), inbox);
    expect(names(conversations.map(({ agent }) => agent))).toEqual(['Approvals', 'Notices']);
  });

  it('hold no dropped messages', () => {
    const inbox = [inboxMessage(1), inboxMessage(2, { state: 'dropped' }), inboxMessage(3, { state: 'recalled' })];
    const [notices] = conversationsOf(seed, memberOf('zhangsan'), inbox);
    expect(notices?.messages.map(({ id }) => id)).toEqual([1, 3]);
  });
});

it('finds members by name or userid, ignoring case', () => {
  expect(names(searchMembers(seed.members, 'ZHA'))).toEqual(['Zhang San', 'Zhao Liu']);
  expect(names(searchMembers(seed.members, ' wangwu '))).toEqual(['Wang Wu']);
  expect(searchMembers(seed.members, '')).toHaveLength(4);
});

it('names the main department, or else the first', () => {
  expect(departmentName(seed, { ...memberOf('lisi'), department: [4, 2], main_department: 2 })).toBe('Research');
  expect(departmentName(seed, memberOf('zhangsan'))).toBe('Frontend');
});

it('adds up what is unread for one member, and not for another whose userid begins alike', () => {
  expect(unreadOf({ 'li/1': 2, 'li/2': 3, 'lisi/1': 5 }, 'Li')).toBe(5);
});

it('lists dropped messages by member, the newest first', () => {
  const dropped = droppedOf([
    operatorMessage(1, [{ userid: 'lisi', state: 'dropped', reason: 'first' }]),
    operatorMessage(2, [
      { userid: 'zhangsan', state: 'delivered' },
      { userid: 'lisi', state: 'dropped', reason: 'second' },
    ]),
  ]);
  expect(dropped.map(({ userid, reason }) => [userid, reason.message])).toEqual([
    ['lisi', 'second'],
    ['lisi', 'first'],
  ]);
});
