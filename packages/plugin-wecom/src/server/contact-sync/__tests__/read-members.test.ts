import { WeComApiError, type Member, type WeComClient } from '@openwecom/client';
import { describe, expect, it } from 'vitest';
import { createLimit } from '../read/limit';
import { readDepartmentMembers, readMemberIds, readMembers } from '../read/read-members';

const reading = {
  signal: new AbortController().signal,
  concurrency: 8,
  patiently: <T>(read: () => Promise<T>) => read(),
};

const member = (userid: string, ...department: number[]): Member => ({ userid, name: userid, department });

/** A client with these calls of `user`. */
const clientOf = (user: object) => ({ user }) as unknown as WeComClient;

describe('ids of members', () => {
  it('are asked for page by page, and somebody in two departments is one', async () => {
    const asked: unknown[] = [];
    const pages = [
      {
        dept_user: [
          { userid: 'ada', department: 1 },
          { userid: 'bob', department: 1 },
        ],
        next_cursor: 'second',
      },
      { dept_user: [{ userid: 'ada', department: 2 }], next_cursor: '' },
    ];
    const listId = (query: object) => {
      asked.push(query);
      return Promise.resolve(pages[asked.length - 1]);
    };
    expect(await readMemberIds(clientOf({ listId }), reading)).toEqual([
      { userid: 'ada', department: [1, 2] },
      { userid: 'bob', department: [1] },
    ]);
    expect(asked).toEqual([{ limit: 10_000 }, { cursor: 'second', limit: 10_000 }]);
  });
});

describe('departments that are read', () => {
  it('are those that add somebody, when it is known who is where', async () => {
    const read: number[] = [];
    const told: string[] = [];
    let progress = 0;
    const list = ({ department_id }: { department_id: number }) => {
      read.push(department_id);
      return Promise.resolve({ userlist: [member(`of-${department_id}`, department_id)] });
    };
    const known = [
      { userid: 'ada', department: [1, 2] },
      { userid: 'bob', department: [2, 3] },
      { userid: 'cid', department: [2] },
      { userid: 'dan', department: [4] },
    ];
    const departments = [1, 2, 3, 4, 5].map((id) => ({ id, parentid: 0, order: 0 }));
    await readMembers(clientOf({ list }), known, {
      ...reading,
      departments,
      andOthers: false,
      onMembers: (members) => void told.push(...members.map(({ userid }) => userid)),
      onDepartmentRead: () => void (progress += 1),
    });
    expect(read.sort()).toEqual([2, 4]);
    expect(told.sort()).toEqual(['of-2', 'of-4']);
    expect(progress).toBe(5);
  });

  it('have their members asked for one by one when they are too large, no more at a time than may be', async () => {
    let atOnce = 0;
    let most = 0;
    const get = async ({ userid }: { userid: string }) => {
      most = Math.max(most, (atOnce += 1));
      await new Promise((answered) => setTimeout(answered, 1));
      atOnce -= 1;
      return member(userid, 1);
    };
    const userlist = Array.from({ length: 20 }, (_, n) => ({ userid: `m${n}`, department: [1] }));
    const list = () => Promise.reject(new WeComApiError('/cgi-bin/user/list', 45029, 'too large'));
    const app = clientOf({ list, simplelist: () => Promise.resolve({ userlist }), get });
    const limit = createLimit(3);
    const told: string[] = [];
    const options = {
      ...reading,
      patiently: <T>(read: () => Promise<T>) => limit(read),
      onMembers: (members: readonly Member[]) => void told.push(...members.map(({ userid }) => userid)),
    };
    await Promise.all([1, 2, 3].map((id) => readDepartmentMembers(app, id, options)));
    expect(told).toHaveLength(60);
    expect(most).toBe(3);
  });
});

describe('a limit', () => {
  it('hands a turn on when a call fails, too', async () => {
    const limit = createLimit(1);
    const failing = limit(() => Promise.reject(new Error('no')));
    const next = limit(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await limit(() => Promise.resolve('and again'))).toBe('and again');
  });
});
