import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import { APPROVAL, NOTICE, tryOut } from './try-out';

describe('agent/get', () => {
  it('shows the visible range of the agent', async () => {
    expect(await tryOut().read(`agent/get?agentid=${NOTICE}`)).toMatchObject({
      errcode: 0,
      agentid: NOTICE,
      name: 'OpenWeCom 通知',
      allow_userinfos: { user: [{ userid: 'sunqi' }] },
      allow_partys: { partyid: [2, 3, 4] },
      allow_tags: { tagid: [1] },
      close: 0,
      redirect_domain: 'localhost:13000',
      home_url: 'http://localhost:13000/',
    });
  });

  it('refuses another agent with 301002, an unknown one with 40056 and the contacts-sync secret with 48002', async () => {
    const { read } = tryOut();
    expect((await read(`agent/get?agentid=${APPROVAL}`)).errcode).toBe(301002);
    expect((await read('agent/get?agentid=1')).errcode).toBe(40056);
    expect((await read(`agent/get?agentid=${NOTICE}`, 'contact')).errcode).toBe(48002);
  });

  it('lists the agent of the token alone', async () => {
    expect((await tryOut().read('agent/list')).agentlist).toEqual([
      { agentid: NOTICE, name: 'OpenWeCom 通知', square_logo_url: '' },
    ]);
  });
});

describe('members', () => {
  it('are read without regard to case, and without what newer agents do not get', async () => {
    const member = await tryOut().read('user/get?userid=zhenghao');
    expect(member).toMatchObject({
      userid: 'ZhengHao',
      name: '郑浩',
      department: [5, 51],
      main_department: 51,
      is_leader_in_dept: [0, 0],
      status: 1,
    });
    for (const field of ['mobile', 'email', 'biz_mail', 'avatar', 'gender']) expect(member).not.toHaveProperty(field);
  });

  it.each([
    ['user/get', 40003],
    ['user/get?userid=nobody', 60111],
    ['user/get?userid=zhouwei', 60011],
    ['user/simplelist', 40063],
    ['user/simplelist?department_id=99', 60003],
    ['user/list?department_id=5', 60011],
  ])('refuses %s with %i', async (path, errcode) => {
    expect((await tryOut().read(path)).errcode).toBe(errcode);
  });

  it('are listed by department, and below it when asked', async () => {
    const { read } = tryOut();
    expect((await read('user/simplelist?department_id=22')).userlist).toEqual([
      { userid: 'wangwu', name: '王五', department: [22] },
      { userid: 'xulei', name: '徐磊', department: [22] },
      { userid: 'gaoyuan', name: '高原', department: [22] },
    ]);
    expect((await read('user/simplelist?department_id=2')).userlist).toHaveLength(1);
    expect((await read('user/simplelist?department_id=2&fetch_child=1')).userlist).toHaveLength(6);
    expect((await read('user/list?department_id=4')).userlist).toMatchObject([
      { userid: 'zhaomin', position: '财务经理', is_leader_in_dept: [1] },
      { userid: 'huanghe', position: '出纳', is_leader_in_dept: [0] },
    ]);
  });

  it('are found by mobile and by mail inside the visible range', async () => {
    const { call } = tryOut();
    expect(await call('user/getuserid', { mobile: '13800000002' })).toMatchObject({ userid: 'zhangsan' });
    expect((await call('user/getuserid', { mobile: '13800000009' })).errcode).toBe(46004);
    expect((await call('user/getuserid', {})).errcode).toBe(40063);
    expect(await call('user/get_userid_by_email', { email: 'LiSi@acme.example' })).toMatchObject({ userid: 'lisi' });
    expect((await call('user/get_userid_by_email', { email: 'lisi@example.com' })).errcode).toBe(46004);
    expect(await call('user/get_userid_by_email', { email: 'lisi@example.com', email_type: 2 })).toMatchObject({
      userid: 'lisi',
    });
  });

  it('show their private fields to an agent from before June 2022', async () => {
    const agents = acme.agents.map((agent) => ({ ...agent, createdBeforeJune2022: true }));
    const { read } = tryOut({ seed: { ...acme, agents } });
    const lisi = {
      gender: '2',
      mobile: '13800000003',
      email: 'lisi@example.com',
      biz_mail: 'lisi@acme.example',
      avatar: 'https://wework.qpic.cn/demo/lisi/0',
      thumb_avatar: 'https://wework.qpic.cn/demo/lisi/100',
    };
    expect(await read('user/get?userid=lisi')).toMatchObject(lisi);
    expect((await read('user/list?department_id=2')).userlist).toMatchObject([lisi]);
    expect((await read('user/simplelist?department_id=2')).userlist).toEqual([
      { userid: 'lisi', name: '李四', department: [2] },
    ]);
  });

  it('carry what the corp knows of their work', async () => {
    const members = acme.members.map((member) =>
      member.userid === 'ZhengHao'
        ? { ...member, order: [7, 9], direct_leader: ['zhouwei'], telephone: '010-1', english_name: 'Howard' }
        : member,
    );
    expect(await tryOut({ seed: { ...acme, members } }).read('user/get?userid=zhenghao')).toMatchObject({
      order: [7, 9],
      direct_leader: ['zhouwei'],
      telephone: '010-1',
      english_name: 'Howard',
    });
  });

  it('are read when they are disabled, or not activated yet, with their status', async () => {
    const { read } = tryOut();
    expect(await read('user/get?userid=huanghe')).toMatchObject({ errcode: 0, status: 2 });
    expect((await read('user/list?department_id=4')).userlist).toMatchObject([{ status: 1 }, { status: 2 }]);
    expect(await read('user/get?userid=linxia')).toMatchObject({ errcode: 0, status: 4 });
  });

  it('are too many for one answer beyond a limit: 45029', async () => {
    const { read } = tryOut({ limits: { listedMembers: 5 } });
    for (const path of ['user/list', 'user/simplelist']) {
      expect((await read(`${path}?department_id=2&fetch_child=1`)).errcode).toBe(45029);
      expect((await read(`${path}?department_id=22`)).userlist).toHaveLength(3);
    }
  });

  it('are not looked up any more for a day after too many misses, by mobile and by mail together', async () => {
    const { call, simulation } = tryOut({ limits: { missedLookUps: 3 } });
    const byMobile = (mobile: string) => call('user/getuserid', { mobile });
    const byMail = (email: string) => call('user/get_userid_by_email', { email });
    expect((await byMobile('1')).errcode).toBe(46004);
    expect((await byMail('nobody@acme.example')).errcode).toBe(46004);
    expect((await byMobile('13800000002')).errcode).toBe(0);
    simulation.clock.advance(3_600_000);
    expect((await byMobile('2')).errcode).toBe(46004);
    expect((await byMobile('13800000002')).errcode).toBe(45009);
    expect((await byMail('lisi@acme.example')).errcode).toBe(45009);
    const other = await call('user/getuserid', { mobile: '13800000002' }, APPROVAL);
    expect(other).toMatchObject({ userid: 'zhangsan' });
    simulation.clock.advance(86_400_000 - 1);
    expect((await byMobile('13800000002')).errcode).toBe(45009);
    simulation.clock.advance(1);
    expect((await byMobile('13800000002')).errcode).toBe(0);
  });

  it('may be missed by a fifth of the corp, and never by fewer than ten', async () => {
    const missesOf = async (accountCap: number) => {
      const { call } = tryOut({ seed: { ...acme, accountCap } });
      let misses = 0;
      while ((await call('user/getuserid', { mobile: '1' })).errcode === 46004) misses += 1;
      return misses;
    };
    expect(await missesOf(100)).toBe(20);
    expect(await missesOf(5)).toBe(10);
  });

  it('are listed as ids with the contacts-sync secret alone, in pages', async () => {
    const { call } = tryOut();
    const rows: unknown[] = [];
    let cursor = '';
    do {
      const page = await call('user/list_id', { limit: 4, cursor }, 'contact');
      rows.push(...(page.dept_user as unknown[]));
      cursor = String(page.next_cursor);
    } while (cursor !== '');
    expect(rows).toHaveLength(15);
    expect(rows).toContainEqual({ userid: 'ZhengHao', department: 51 });
    expect((await call('user/list_id', {})).errcode).toBe(48002);
  });

  it('show nothing but ids to the contacts-sync secret', async () => {
    const { read } = tryOut();
    for (const path of [
      'user/get?userid=lisi',
      'user/list?department_id=2',
      'user/simplelist?department_id=2',
      'department/list',
    ])
      expect((await read(path, 'contact')).errcode).toBe(48009);
  });
});

describe('departments', () => {
  it('are cut to the visible range', async () => {
    const { read } = tryOut();
    const ids = ((await read('department/list')).department as { id: number }[]).map(({ id }) => id);
    expect(ids).toEqual([2, 3, 4, 21, 22]);
    expect((await read('department/list?id=2')).department).toHaveLength(3);
    expect((await read('department/list?id=5')).errcode).toBe(60011);
  });

  it('are read one by one, and as ids with the contacts-sync secret', async () => {
    const { read } = tryOut();
    expect((await read('department/get?id=21')).department).toEqual({
      id: 21,
      name: '前端组',
      name_en: 'Frontend',
      department_leader: [],
      parentid: 2,
      order: 100_000_000,
    });
    expect((await read('department/simplelist', 'contact')).department_id).toHaveLength(8);
    expect((await read('department/simplelist?id=5', 'contact')).department_id).toEqual([
      { id: 5, parentid: 1, order: 99_997_000 },
      { id: 51, parentid: 5, order: 100_000_000 },
    ]);
  });
});

describe('tags', () => {
  it('are cut to the visible range', async () => {
    const { read } = tryOut();
    expect((await read('tag/list')).taglist).toEqual([{ tagid: 1, tagname: '项目经理' }]);
    expect((await read('tag/get?tagid=1')).userlist).toEqual([
      { userid: 'lisi', name: '李四' },
      { userid: 'ZhengHao', name: '郑浩' },
    ]);
    expect((await read('tag/get?tagid=2')).errcode).toBe(60011);
    expect((await read('tag/get?tagid=9')).errcode).toBe(40068);
  });

  it('show no names to the contacts-sync secret', async () => {
    const { read } = tryOut();
    expect((await read('tag/list', 'contact')).taglist).toHaveLength(2);
    expect(await read('tag/get?tagid=1', 'contact')).toMatchObject({
      userlist: [{ userid: 'lisi' }, { userid: 'ZhengHao' }],
    });
    expect((await read('tag/get?tagid=2', 'contact')).partylist).toEqual([2, 3, 4]);
  });
});

describe('addresses', () => {
  it.each(['get_api_domain_ip', 'getcallbackip'])('%s needs a token and lists this machine', async (path) => {
    expect((await tryOut().get(path)).errcode).toBe(41001);
    expect((await tryOut().read(path)).ip_list).toEqual(['127.0.0.1']);
  });
});
