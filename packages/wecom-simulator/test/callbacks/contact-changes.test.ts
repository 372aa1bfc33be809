import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme } from '../../src/acme';
import type { Seed } from '../../src/seed';
import { APPROVAL, NOTICE } from '../try-out';
import { Receiver } from './receiver';
import { calledBack } from './world';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start(acme.corpId);
});
beforeEach(() => receiver.forget());
afterAll(() => receiver.close());

/** @param form what the contacts-sync assistant hears */
function contacts(form: 'full' | 'ids' = 'full') {
  const simulator = calledBack(receiver);
  const { contactCallback } = simulator.simulation.world.corp.seed;
  if (contactCallback) contactCallback.form = form;
  return {
    ...simulator,
    /** What the assistant heard, without what every event carries. */
    heard: async () => {
      const sent = await simulator.sent();
      return sent
        .filter((callback) => callback.receiver === 'contacts')
        .map(({ message }) => {
          const { ToUserName: _to, FromUserName: _from, CreateTime: _at, MsgType: _type, Event, ...rest } = message;
          expect(Event).toBe('change_contact');
          return rest;
        });
    },
    /** `subscribe` and `unsubscribe` of one agent. */
    told: async (agentId: number) => {
      const sent = await simulator.sent();
      return sent
        .filter((callback) => callback.receiver === agentId)
        .map(({ message }) => [message.Event, message.FromUserName]);
    },
    seed: async () => (await simulator.control('GET', 'seed')).body as unknown as Seed,
  };
}

const wang = {
  userid: 'wangxin',
  name: '王欣',
  department: [21, 5],
  main_department: 5,
  mobile: '13800000099',
  alias: 'Cindy',
};

describe('a new member', () => {
  it('is in the corp at once, and told with all fields that have a value', async () => {
    const { control, heard, read, call } = contacts();
    expect((await control('POST', 'members', wang)).status).toBe(201);
    expect(await read('user/get?userid=WANGXIN')).toMatchObject({ errcode: 0, name: '王欣', department: [21, 5] });
    expect((await read('user/simplelist?department_id=21')).userlist).toContainEqual({
      userid: 'wangxin',
      name: '王欣',
      department: [21, 5],
    });
    expect(await call('user/getuserid', { mobile: '13800000099' })).toMatchObject({ userid: 'wangxin' });
    expect(await heard()).toEqual([
      {
        ChangeType: 'create_user',
        UserID: 'wangxin',
        Name: '王欣',
        Department: '21,5',
        MainDepartment: '5',
        IsLeaderInDept: '0,0',
        Mobile: '13800000099',
        Gender: '0',
        Status: '1',
        Alias: 'Cindy',
      },
    ]);
  });

  it('is told with id and departments alone in the reduced form', async () => {
    const { control, heard } = contacts('ids');
    await control('POST', 'members', wang);
    expect(await heard()).toEqual([{ ChangeType: 'create_user', UserID: 'wangxin', Department: '21,5' }]);
  });

  it.each([
    [{ userid: 'ZHANGSAN' }, '"ZHANGSAN\\" is taken'],
    [{ department: [99] }, 'there is no department 99'],
    [{ department: [] }, 'at least one department'],
    [{ main_department: 3 }, 'is not among the departments'],
    [{ direct_leader: ['ghost'] }, 'there is no member'],
    [{ age: 7 }, 'is not a known field'],
  ])('is refused with %j', async (changes, reason) => {
    const { control, heard, seed } = contacts();
    const { status, body } = await control('POST', 'members', { ...wang, ...changes });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect((await seed()).members).toHaveLength(acme.members.length);
    expect(await heard()).toEqual([]);
  });
});

describe('a changed member', () => {
  it('is told with what changed, emptied fields too', async () => {
    const { control, heard, read } = contacts();
    await control('PATCH', 'members/wangfang', { name: '王芳芳', alias: null, status: 2 });
    expect(await read('user/get?userid=wangfang')).toMatchObject({ name: '王芳芳', alias: '', status: 2 });
    await control('PATCH', 'members/wangfang', { licensed: false });
    expect(await heard()).toEqual([
      { ChangeType: 'update_user', UserID: 'wangfang', Name: '王芳芳', Status: '2', Alias: '' },
    ]);
  });

  it('moves with a new main department, and leads no department it has left', async () => {
    const { control, heard, read } = contacts();
    await control('PATCH', 'members/lisi', { department: [22] });
    expect(await read('user/get?userid=lisi')).toMatchObject({ department: [22], main_department: 22 });
    expect((await read('department/get?id=2')).department).toMatchObject({ department_leader: [] });
    expect((await read('user/simplelist?department_id=2')).userlist).toEqual([]);
    expect(await heard()).toEqual([
      {
        ChangeType: 'update_user',
        UserID: 'lisi',
        Department: '22',
        MainDepartment: '22',
        IsLeaderInDept: '0',
      },
    ]);
  });

  it('keeps inbox, tags and range under a new userid', async () => {
    const { control, heard, send, read, seed } = contacts();
    await send({ touser: 'sunqi' });
    await control('PATCH', 'members/sunqi', { userid: 'qisun' });
    expect((await control('GET', 'inbox/qisun')).body.messages).toHaveLength(1);
    expect((await read('user/get?userid=sunqi')).errcode).toBe(60111);
    expect((await send({ touser: 'qisun' })).errcode).toBe(0);
    expect((await seed()).agents[0]?.visibleRange.users).toEqual(['qisun']);
    expect(await heard()).toEqual([{ ChangeType: 'update_user', UserID: 'sunqi', NewUserID: 'qisun' }]);
  });

  it('is only told in the reduced form when departments or the userid change', async () => {
    const { control, heard } = contacts('ids');
    await control('PATCH', 'members/zhangsan', { name: '张山', status: 2 });
    await control('PATCH', 'members/zhangsan', { department: [22] });
    await control('PATCH', 'members/zhangsan', { userid: 'zhangshan' });
    expect(await heard()).toEqual([
      { ChangeType: 'update_user', UserID: 'zhangsan', Department: '22' },
      { ChangeType: 'update_user', UserID: 'zhangsan', NewUserID: 'zhangshan' },
    ]);
  });

  it.each([
    ['ghost', { name: 'x' }, 'there is no member'],
    ['lisi', { userid: 'zhangsan' }, 'is taken'],
    ['lisi', { department: [99] }, 'there is no department 99'],
    ['lisi', { name: '' }, 'must not be empty'],
  ])('is refused for %s with %j', async (userid, changes, reason) => {
    const { control, heard } = contacts();
    const { status, body } = await control('PATCH', `members/${userid}`, changes);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect(await heard()).toEqual([]);
  });
});

describe('a deleted member', () => {
  it('is gone wherever it was named', async () => {
    const { control, heard, read, send, seed } = contacts();
    expect((await control('DELETE', 'members/LISI')).status).toBe(200);
    expect((await read('user/get?userid=lisi')).errcode).toBe(60111);
    expect((await read('tag/get?tagid=1')).userlist).toEqual([{ userid: 'ZhengHao', name: '郑浩' }]);
    expect((await send({ touser: 'lisi' })).errcode).toBe(81013);
    const { departments } = await seed();
    expect(departments.flatMap(({ department_leader }) => department_leader)).not.toContain('lisi');
    expect(await heard()).toEqual([{ ChangeType: 'delete_user', UserID: 'lisi' }]);
    expect((await control('DELETE', 'members/lisi')).status).toBe(400);
  });
});

describe('departments', () => {
  const legal = { name: '法务部', parentid: 1, order: 5 };

  it('are made with the next free id, changed, moved and deleted, each told', async () => {
    const { control, heard, read } = contacts();
    expect((await control('POST', 'departments', legal)).body).toMatchObject({ id: 52, ...legal });
    await control('PATCH', 'departments/52', { name: '法务合规部' });
    await control('PATCH', 'departments/52', { parentid: 3 });
    await control('PATCH', 'departments/52', { order: 6 });
    expect((await read('department/get?id=52')).department).toMatchObject({
      name: '法务合规部',
      parentid: 3,
      order: 6,
    });
    expect((await control('DELETE', 'departments/52')).status).toBe(200);
    expect((await read('department/get?id=52')).errcode).toBe(60003);
    expect(await heard()).toEqual([
      { ChangeType: 'create_party', Id: 52, Name: '法务部', ParentId: 1, Order: 5 },
      { ChangeType: 'update_party', Id: 52, Name: '法务合规部' },
      { ChangeType: 'update_party', Id: 52, ParentId: 3 },
      { ChangeType: 'delete_party', Id: 52 },
    ]);
  });

  it('are told without names in the reduced form, and only moved ones', async () => {
    const { control, heard } = contacts('ids');
    await control('POST', 'departments', legal);
    await control('PATCH', 'departments/52', { name: '法务合规部' });
    await control('PATCH', 'departments/52', { name: '法务', parentid: 3 });
    expect(await heard()).toEqual([
      { ChangeType: 'create_party', Id: 52, ParentId: 1 },
      { ChangeType: 'update_party', Id: 52, ParentId: 3 },
    ]);
  });

  it('tell of a new leader as a change of the members', async () => {
    const { control, heard, read } = contacts();
    await control('PATCH', 'departments/21', { department_leader: ['zhangsan'] });
    expect(await read('user/get?userid=zhangsan')).toMatchObject({ is_leader_in_dept: [1] });
    expect(await heard()).toEqual([{ ChangeType: 'update_user', UserID: 'zhangsan', IsLeaderInDept: '1' }]);
  });

  it.each([
    ['POST', 'departments', { ...legal, id: 2 }, '2 is taken'],
    ['POST', 'departments', { ...legal, name: '财务部' }, 'is there already'],
    ['POST', 'departments', { ...legal, parentid: 99 }, 'there is no department 99'],
    ['PATCH', 'departments/99', { name: 'x' }, 'there is no department 99'],
    ['PATCH', 'departments/2', { parentid: 21 }, 'cannot be below itself'],
    ['PATCH', 'departments/1', { parentid: 2 }, 'the root stays'],
    ['PATCH', 'departments/2', { department_leader: ['ghost'] }, 'there is no member'],
    ['DELETE', 'departments/1', undefined, 'the root cannot be deleted'],
    ['DELETE', 'departments/22', undefined, 'there are members in it'],
    ['DELETE', 'departments/2', undefined, 'there are members in it'],
  ])('refuse %s %s with %j', async (method, path, body, reason) => {
    const { control, heard } = contacts();
    const answer = await control(method, path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(reason);
    expect(await heard()).toEqual([]);
  });

  it('are not deleted with departments below them', async () => {
    const { control } = contacts();
    await control('POST', 'departments', legal);
    await control('POST', 'departments', { name: '合同组', parentid: 52 });
    expect(JSON.stringify((await control('DELETE', 'departments/52')).body)).toContain(
      'there are departments below it',
    );
  });
});

describe('tags', () => {
  it('tell who came and who went, in both forms', async () => {
    const { control, heard, read } = contacts('ids');
    expect((await control('POST', 'tags', { tagname: '值班', userlist: ['lisi'] })).body).toMatchObject({ tagid: 3 });
    await control('PATCH', 'tags/3', { userlist: ['zhangsan', 'wangwu'], partylist: [3] });
    await control('PATCH', 'tags/3', { tagname: '夜班' });
    expect((await read('tag/list', 'contact')).taglist).toContainEqual({ tagid: 3, tagname: '夜班' });
    await control('DELETE', 'tags/3');
    expect((await read('tag/get?tagid=3', 'contact')).errcode).toBe(40068);
    expect(await heard()).toEqual([
      { ChangeType: 'update_tag', TagId: 3, AddUserItems: 'lisi' },
      { ChangeType: 'update_tag', TagId: 3, AddUserItems: 'zhangsan,wangwu', DelUserItems: 'lisi', AddPartyItems: '3' },
      { ChangeType: 'update_tag', TagId: 3, DelUserItems: 'zhangsan,wangwu', DelPartyItems: '3' },
    ]);
  });

  it.each([
    ['POST', 'tags', { tagname: '总部' }, 'is there already'],
    ['POST', 'tags', { tagname: 'x', tagid: 1 }, '1 is taken'],
    ['PATCH', 'tags/9', { tagname: 'x' }, 'there is no tag 9'],
    ['PATCH', 'tags/1', { partylist: [99] }, 'there is no department 99'],
  ])('refuse %s %s with %j', async (method, path, body, reason) => {
    const answer = await contacts().control(method, path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(reason);
  });
});

describe('apps', () => {
  it('hear of changes in the contacts when they are of that kind', async () => {
    const { control, sent } = contacts();
    await control('PATCH', `agents/${NOTICE}`, { hearsContactChanges: true });
    await control('PATCH', 'members/zhouwei', { position: '顾问' });
    const heard = (await sent()).map(({ receiver: to, message }) => [to, message.ChangeType, message.AgentID]);
    expect(heard).toEqual([
      ['contacts', 'update_user', undefined],
      [NOTICE, 'update_user', NOTICE],
    ]);
  });

  it('are told who comes into their visible range and who leaves it', async () => {
    const { control, told } = contacts();
    await control('POST', 'members', wang);
    await control('PATCH', 'members/wangxin', { department: [5] });
    await control('PATCH', 'members/zhouwei', { department: [4] });
    await control('PATCH', 'members/zhouwei', { userid: 'zhou' });
    await control('PATCH', 'members/lisi', { status: 2 });
    await control('DELETE', 'members/zhangsan');
    await control('PATCH', 'tags/1', { userlist: ['ZhengHao', 'wangxin'] });
    await control('PATCH', 'departments/4', { parentid: 2 });
    await control('PATCH', `agents/${NOTICE}`, { visibleRange: { users: [] } });
    expect(await told(NOTICE)).toEqual([
      ['subscribe', 'wangxin'],
      ['unsubscribe', 'wangxin'],
      ['subscribe', 'zhouwei'],
      ['unsubscribe', 'lisi'],
      ['unsubscribe', 'zhangsan'],
      ['subscribe', 'wangxin'],
      ['unsubscribe', 'sunqi'],
    ]);
  });

  it('are told nothing when their address is saved', async () => {
    const { control, told } = contacts();
    await control('DELETE', `callbacks/${NOTICE}`);
    await control('PUT', `callbacks/${NOTICE}`, { url: receiver.url });
    expect(await told(NOTICE)).toEqual([]);
  });
});

it('forgets changes of the contacts on a reset', async () => {
  const { control, seed } = contacts();
  await control('POST', 'members', wang);
  await control('DELETE', 'members/lisi');
  await control('POST', 'reset');
  expect((await seed()).members.map(({ userid }) => userid)).toEqual(acme.members.map(({ userid }) => userid));
});

it('does not send to an agent without an address', async () => {
  const { control, sent } = contacts();
  await control('PATCH', `agents/${APPROVAL}`, { callbackUrl: null, hearsContactChanges: true });
  await control('DELETE', 'callbacks/contacts');
  await control('PATCH', 'members/zhouwei', { position: '顾问' });
  expect(await sent()).toEqual([]);
});
