import { describe, expect, it } from 'vitest';
import { acme } from '../src/acme';
import { inboxOf, messagesOf } from '../src/controls/history';
import { NOTICE, tryOut } from './try-out';

const statesOf = ({ simulation }: ReturnType<typeof tryOut>, userid: string) =>
  inboxOf(simulation, userid).messages.map(({ state }) => state);

describe('recipients of message/send', () => {
  it('delivers to whom it can and lists the others in lower case, joined with |', async () => {
    const simulator = tryOut();
    const answer = await simulator.send({ touser: 'ZhangSan|ZhouWei|NoBody|xulei', toparty: '2|5', totag: '1|2' });
    expect(answer).toMatchObject({
      errcode: 0,
      errmsg: 'ok',
      invaliduser: 'zhouwei|nobody',
      invalidparty: '5',
      invalidtag: '2',
      unlicenseduser: 'xulei',
    });
    expect(answer.msgid).toEqual(expect.any(String));
    expect(statesOf(simulator, 'zhangsan')).toEqual(['delivered']);
    expect(statesOf(simulator, 'zhouwei')).toEqual([]);
    expect(statesOf(simulator, 'xulei')).toEqual([]);
  });

  it('leaves lists out that have nobody', async () => {
    const answer = await tryOut().send();
    expect(Object.keys(answer).sort()).toEqual(['errcode', 'errmsg', 'msgid']);
  });

  it('reaches a department with everything below it, and a member of a tag once', async () => {
    const simulator = tryOut();
    await simulator.send({ touser: 'lisi', toparty: '2', totag: '1' });
    const reached = messagesOf(simulator.simulation)[0]?.recipients.map(({ userid }) => userid);
    expect(reached?.toSorted()).toEqual(['ZhengHao', 'gaoyuan', 'linxia', 'lisi', 'wangwu', 'zhangsan']);
  });

  it('takes @all for the visible range, not for the corp', async () => {
    const simulator = tryOut();
    const answer = await simulator.send({ touser: '@all', toparty: 'ignored' });
    expect(answer).toMatchObject({ errcode: 0, unlicenseduser: 'xulei' });
    const reached = messagesOf(simulator.simulation)[0]?.recipients.map(({ userid }) => userid) ?? [];
    expect(reached).toContain('sunqi');
    expect(reached).not.toContain('zhouwei');
    expect(reached).not.toContain('huanghe');
  });

  it('answers 81013 with the lists and delivers nothing when nobody is left', async () => {
    const simulator = tryOut();
    const answer = await simulator.send({ touser: 'ZhouWei|huanghe|xulei' });
    expect(answer).toMatchObject({ errcode: 81013, invaliduser: 'zhouwei|huanghe', unlicenseduser: 'xulei' });
    expect(answer.msgid).toBeUndefined();
    expect(messagesOf(simulator.simulation)).toEqual([]);
  });

  it.each([
    [{ touser: '' }, 82001],
    [{ touser: undefined }, 82001],
    [{ touser: Array.from({ length: 1001 }, (_, n) => `u${n}`).join('|') }, 40032],
    [{ touser: '', toparty: Array.from({ length: 101 }, (_, n) => n).join('|') }, 82002],
    [{ touser: '', totag: Array.from({ length: 101 }, (_, n) => n).join('|') }, 82003],
    [{ agentid: undefined }, 41011],
    [{ msgtype: undefined }, 40008],
    [{ msgtype: 'letter' }, 40008],
    [{ msgtype: 'interactive_taskcard', interactive_taskcard: {} }, 999404],
  ])('refuses %j with %i', async (fields, errcode) => {
    expect((await tryOut().send(fields)).errcode).toBe(errcode);
  });

  it('accepts a member who has not activated WeCom and shows the message nowhere', async () => {
    const simulator = tryOut();
    expect((await simulator.send({ touser: 'linxia' })).errcode).toBe(0);
    expect(inboxOf(simulator.simulation, 'linxia').messages[0]).toMatchObject({
      state: 'dropped',
      reason: expect.stringContaining('not activated') as string,
    });
  });
});

describe('limits of messages to one member', () => {
  it('drops the thirty-first in a minute without an error, and delivers again when the window has moved on', async () => {
    const simulator = tryOut();
    for (let n = 0; n < 30; n += 1) {
      await simulator.send({ text: { content: `${n}` } });
      simulator.simulation.clock.advance(1000);
    }
    const answer = await simulator.send();
    expect(answer).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(answer.msgid).toEqual(expect.any(String));
    const { messages } = inboxOf(simulator.simulation, 'zhangsan');
    expect(messages.filter(({ state }) => state === 'delivered')).toHaveLength(30);
    expect(messages.at(-1)?.reason).toContain('more than 30 messages');
    expect(messages.at(-1)).toMatchObject({ reasonCode: 'too-many-in-minute', reasonParams: { limit: 30 } });
    expect(simulator.simulation.world.store.calls().at(-1)?.notes).toMatchObject([
      { code: 'dropped', params: { count: 1, members: 1 } },
    ]);

    simulator.simulation.clock.advance(29_999);
    await simulator.send();
    expect(statesOf(simulator, 'zhangsan').at(-1)).toBe('dropped');
    simulator.simulation.clock.advance(1);
    await simulator.send();
    expect(statesOf(simulator, 'zhangsan').at(-1)).toBe('delivered');
  });

  it('counts each member and each agent for itself', async () => {
    const simulator = tryOut({ limits: { memberPerMinute: 1 } });
    await simulator.send();
    await simulator.send({ touser: 'zhangsan|lisi' });
    await simulator.send({ agentid: 1000003 }, 1000003);
    expect(statesOf(simulator, 'zhangsan')).toEqual(['delivered', 'dropped', 'delivered']);
    expect(statesOf(simulator, 'lisi')).toEqual(['delivered']);
  });

  it('drops the message after a thousand in an hour', async () => {
    const simulator = tryOut();
    const token = await simulator.token();
    for (let n = 0; n <= 1000; n += 1) {
      await simulator.post(`message/send?access_token=${token}`, {
        touser: 'zhangsan',
        agentid: NOTICE,
        msgtype: 'text',
        text: { content: String(n) },
      });
      simulator.simulation.clock.advance(2500);
    }
    expect(statesOf(simulator, 'zhangsan').filter((state) => state === 'delivered')).toHaveLength(1000);
    expect(inboxOf(simulator.simulation, 'zhangsan').messages.at(-1)?.reason).toContain('more than 1000 messages');
  });

  it('answers 45009 beyond the person-times of the account cap, until the day is over', async () => {
    const simulator = tryOut({ seed: { ...acme, accountCap: 1 }, limits: { memberPerMinute: 1000 } });
    for (let n = 0; n < 200; n += 1) expect((await simulator.send()).errcode).toBe(0);
    expect((await simulator.send()).errcode).toBe(45009);
    simulator.simulation.clock.advance(86_400_000);
    expect((await simulator.send()).errcode).toBe(0);
  });
});

describe('the statistics of sending', () => {
  it('count person-times of the agent, today and yesterday in China', async () => {
    const { send, call, simulation } = tryOut();
    const statistics = async (body: object) => (await call('message/get_statistics', body)).statistics;
    expect(await statistics({})).toEqual([]);
    await send({ touser: 'zhangsan|lisi' });
    await send({ agentid: 1000003 }, 1000003);
    const today = [{ agentid: NOTICE, app_name: 'OpenWeCom 通知', count: 2 }];
    expect(await statistics({ time_type: 0 })).toEqual(today);
    // It is five in the afternoon in China.
    simulation.clock.advance(7 * 3_600_000 - 1);
    expect(await statistics({})).toEqual(today);
    simulation.clock.advance(1);
    expect(await statistics({})).toEqual([]);
    expect(await statistics({ time_type: 1 })).toEqual(today);
  });
});

describe('the frequency of other calls', () => {
  it('answers 45009 for a minute beyond the limit of an API, and does not count message/send', async () => {
    const simulator = tryOut({ limits: { apiPerMinute: 3 } });
    const token = await simulator.token();
    const read = () => simulator.get(`agent/get?agentid=${NOTICE}&access_token=${token}`);
    for (let n = 0; n < 3; n += 1) expect((await read()).errcode).toBe(0);
    expect((await read()).errcode).toBe(45009);
    simulator.simulation.clock.advance(59_999);
    expect((await read()).errcode).toBe(45009);
    simulator.simulation.clock.advance(1);
    expect((await read()).errcode).toBe(0);
    for (let n = 0; n < 5; n += 1)
      expect((await simulator.post(`message/send?access_token=${token}`, { agentid: NOTICE })).errcode).toBe(82001);
  });
});

describe('the duplicate check', () => {
  const checked = { enable_duplicate_check: 1, duplicate_check_interval: 600 };

  it('suppresses the same request within its interval and answers the first msgid without the lists', async () => {
    const simulator = tryOut();
    const fields = { ...checked, touser: 'zhangsan|nobody' };
    const first = await simulator.send(fields);
    simulator.simulation.clock.advance(599_999);
    const repeat = await simulator.send(fields);
    expect(first.invaliduser).toBe('nobody');
    expect(repeat).toEqual({ errcode: 0, errmsg: 'ok', msgid: first.msgid });
    expect(statesOf(simulator, 'zhangsan')).toHaveLength(1);
    simulator.simulation.clock.advance(1);
    expect((await simulator.send(fields)).msgid).not.toBe(first.msgid);
  });

  it('compares the request byte by byte, and only when it is asked for', async () => {
    const simulator = tryOut();
    const token = await simulator.token();
    const body = { touser: 'zhangsan', agentid: NOTICE, msgtype: 'text', text: { content: 'x' }, ...checked };
    await simulator.post(`message/send?access_token=${token}`, JSON.stringify(body));
    await simulator.post(`message/send?access_token=${token}`, JSON.stringify(body, null, 1));
    await simulator.send({ text: { content: 'again' } });
    await simulator.send({ text: { content: 'again' } });
    expect(statesOf(simulator, 'zhangsan')).toHaveLength(4);
  });

  it('does not remember a request that was refused', async () => {
    const simulator = tryOut();
    expect((await simulator.send({ ...checked, touser: 'linxia2' })).errcode).toBe(81013);
    expect((await simulator.send({ ...checked, touser: 'linxia2' })).errcode).toBe(81013);
  });
});

describe('bodies that are not what WeCom expects', () => {
  it.each([
    ['no JSON', '{"touser":"zhangsan",'],
    ['no object', '["zhangsan"]'],
    [
      'an agentid as text',
      JSON.stringify({ touser: 'zhangsan', agentid: '1000002', msgtype: 'text', text: { content: 'x' } }),
    ],
    [
      'a list of users',
      JSON.stringify({ touser: ['zhangsan'], agentid: NOTICE, msgtype: 'text', text: { content: 'x' } }),
    ],
    [
      'a number as content',
      JSON.stringify({ touser: 'zhangsan', agentid: NOTICE, msgtype: 'text', text: { content: 1 } }),
    ],
  ])('answers %s with errcode 0, a warning and no delivery', async (_what, body) => {
    const simulator = tryOut();
    const answer = await simulator.call('message/send', body);
    expect(answer.errcode).toBe(0);
    expect(answer.errmsg).toContain('Warning: wrong json format');
    expect(messagesOf(simulator.simulation)).toEqual([]);
  });

  it('refuses characters written as \\uXXXX with 40033, and takes an escaped backslash before a u', async () => {
    const simulator = tryOut();
    const body = (content: string) =>
      `{"touser":"zhangsan","agentid":${NOTICE},"msgtype":"text","text":{"content":"${content}"}}`;
    expect((await simulator.call('message/send', body('\\u4f60'))).errcode).toBe(40033);
    expect((await simulator.call('message/send', body('C:\\\\u4f60'))).errcode).toBe(0);
  });

  it('misses the parameters of a form sent instead of JSON', async () => {
    const simulator = tryOut();
    const path = `message/send?access_token=${await simulator.token()}`;
    expect(
      (await simulator.get(path, { method: 'POST', body: new URLSearchParams({ touser: 'zhangsan' }) })).errcode,
    ).toBe(41011);
  });
});

describe('id translation', () => {
  it('replaces known ids inside the visible range and leaves the others as typed', async () => {
    const simulator = tryOut();
    const content =
      '$userName=WangFang$/$userAliasOrName=wangfang$/$departmentName=2$/$userName=zhouwei$/$departmentName=5$';
    await simulator.send({ enable_id_trans: 1, text: { content } });
    await simulator.send({ text: { content } });
    const [translated, typed] = inboxOf(simulator.simulation, 'zhangsan').messages.map(({ body }) => body.text);
    expect(translated).toEqual({ content: '王芳/Fiona/产品研发部/$userName=zhouwei$/$departmentName=5$' });
    expect(typed).toEqual({ content });
  });
});
