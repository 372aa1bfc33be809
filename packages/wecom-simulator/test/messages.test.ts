import { describe, expect, it } from 'vitest';
import { inboxOf } from '../src/controls/history';
import { cutToBytes, cutToCharacters } from '../src/messages/limits';
import { NOTICE, tryOut } from './try-out';

const link = 'https://example.com/1';
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]);

async function withMedia() {
  const simulator = tryOut();
  const upload = async (type: string, name: string, bytes: Uint8Array) => {
    const form = new FormData();
    form.append('media', new File([Uint8Array.from(bytes)], name));
    const answer = await simulator.get(`media/upload?type=${type}&access_token=${await simulator.token()}`, {
      method: 'POST',
      body: form,
    });
    return String(answer.media_id);
  };
  return {
    ...simulator,
    image: await upload('image', 'a.png', png),
    voice: await upload('voice', 'a.amr', Buffer.from('#!AMR\n000')),
    video: await upload('video', 'a.mp4', Buffer.from('0000ftypisom')),
    file: await upload('file', '报告.zip', Buffer.from('0123456789')),
  };
}

const shown = async (fields: { msgtype: string } & Record<string, unknown>) => {
  const simulator = tryOut();
  const answer = await simulator.send(fields);
  return { answer, body: inboxOf(simulator.simulation, 'zhangsan').messages.at(-1)?.body };
};

describe('basic messages', () => {
  it.each([
    ['image', (media: Awaited<ReturnType<typeof withMedia>>) => ({ media_id: media.image })],
    ['voice', (media) => ({ media_id: media.voice })],
    ['video', (media) => ({ media_id: media.video, title: 't', description: 'd' })],
    ['file', (media) => ({ media_id: media.file })],
    ['textcard', () => ({ title: 't', description: 'd', url: link })],
    ['news', () => ({ articles: [{ title: 't', url: link, picurl: link }] })],
    ['news', () => ({ articles: [{ title: 't', appid: 'wx1', pagepath: 'p' }] })],
    ['mpnews', (media) => ({ articles: [{ title: 't', thumb_media_id: media.image, content: '<p>x</p>' }] })],
    ['markdown', () => ({ content: '# 标题' })],
    [
      'miniprogram_notice',
      () => ({ appid: 'wxdemo00000000000a', title: '会议室预订', content_item: [{ key: '地点', value: '402' }] }),
    ],
  ] as [string, (media: Awaited<ReturnType<typeof withMedia>>) => object][])(
    'delivers %s',
    async (msgtype, content) => {
      const media = await withMedia();
      const payload = content(media);
      expect(await media.send({ msgtype, [msgtype]: payload })).toMatchObject({ errcode: 0, errmsg: 'ok' });
      expect(inboxOf(media.simulation, 'zhangsan').messages.at(-1)).toMatchObject({
        msgtype,
        agentid: NOTICE,
        body: { msgtype, [msgtype]: payload },
      });
    },
  );

  it.each([
    ['text', { content: '' }, 44004],
    ['text', undefined, 44004],
    ['markdown', {}, 44004],
    ['image', {}, 40007],
    ['image', { media_id: 'unknown' }, 40007],
    ['textcard', { description: 'd', url: link }, 41016],
    ['textcard', { title: 't', url: link }, 41033],
    ['textcard', { title: 't', description: 'd' }, 40063],
    ['textcard', { title: 't', description: 'd', url: 'example.com' }, 45034],
    ['textcard', { title: 't', description: 'd', url: 'ftp://example.com' }, 40127],
    ['textcard', { title: 't', description: 'd', url: `${link}${'x'.repeat(2048)}` }, 40039],
    ['news', { articles: [] }, 45008],
    ['news', { articles: Array(9).fill({ title: 't', url: link }) }, 45008],
    ['news', { articles: [{ url: link }] }, 41016],
    ['news', { articles: [{ title: 't', appid: 'wx1', url: link }] }, 40063],
    ['mpnews', { articles: [{ title: 't', thumb_media_id: 'unknown', content: 'x' }] }, 40007],
    ['miniprogram_notice', { title: '会议室预订' }, 90207],
    ['miniprogram_notice', { appid: 'wxother', title: '会议室预订' }, 90208],
    ['miniprogram_notice', { appid: 'wxdemo00000000000a', title: '会议' }, 90204],
    ['miniprogram_notice', { appid: 'wxdemo00000000000a', title: '会议室预订', description: '短' }, 90205],
    [
      'miniprogram_notice',
      { appid: 'wxdemo00000000000a', title: '会议室预订', content_item: Array(11).fill({ key: 'k', value: 'v' }) },
      90201,
    ],
    [
      'miniprogram_notice',
      { appid: 'wxdemo00000000000a', title: '会议室预订', content_item: [{ key: '字'.repeat(11), value: 'v' }] },
      90202,
    ],
    [
      'miniprogram_notice',
      { appid: 'wxdemo00000000000a', title: '会议室预订', content_item: [{ key: 'k', value: '字'.repeat(31) }] },
      90203,
    ],
  ])('refuses %s %j with %i', async (msgtype, content, errcode) => {
    expect((await tryOut().send({ msgtype, text: undefined, [msgtype]: content })).errcode).toBe(errcode);
  });

  it('refuses news with safe, a mini-program notice to everybody, and a safe file of the wrong kind', async () => {
    const { send, file } = await withMedia();
    const notice = { appid: 'wxdemo00000000000a', title: '会议室预订' };
    expect((await send({ msgtype: 'news', news: { articles: [{ title: 't', url: link }] }, safe: 1 })).errcode).toBe(
      40074,
    );
    expect((await send({ touser: '@all', msgtype: 'miniprogram_notice', miniprogram_notice: notice })).errcode).toBe(
      40031,
    );
    expect((await send({ msgtype: 'file', file: { media_id: file }, safe: 1 })).errcode).toBe(40004);
  });

  it('refuses media of another type, and media older than three days', async () => {
    const { send, voice, image, simulation } = await withMedia();
    expect((await send({ msgtype: 'image', image: { media_id: voice } })).errcode).toBe(40004);
    simulation.clock.advance(3 * 86_400_000);
    expect((await send({ msgtype: 'image', image: { media_id: image } })).errcode).toBe(40145);
  });
});

describe('what WeCom cuts without an error', () => {
  it('cuts a text to 2048 bytes at the end of a character', async () => {
    const { answer, body } = await shown({ msgtype: 'text', text: { content: '汉'.repeat(700) } });
    expect(answer).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(body?.text).toEqual({ content: '汉'.repeat(682) });
  });

  it('cuts title, description and button of a text card', async () => {
    const { body } = await shown({
      msgtype: 'textcard',
      textcard: { title: '题'.repeat(50), description: '述'.repeat(200), url: link, btntxt: '去处理一下吧' },
    });
    expect(body?.textcard).toEqual({
      title: '题'.repeat(42),
      description: '述'.repeat(170),
      url: link,
      btntxt: '去处理一',
    });
  });

  it('says what was cut in the call log, which keeps the request whole', async () => {
    const simulator = tryOut();
    const content = 'x'.repeat(3000);
    await simulator.send({ msgtype: 'markdown', markdown: { content } });
    const call = simulator.simulation.world.store.calls().at(-1);
    expect(call?.notes).toEqual([
      {
        code: 'cut',
        params: { field: 'content', limit: 2048, unit: 'bytes' },
        message: '"content" was cut to 2048 bytes, as WeCom does without an error',
      },
    ]);
    expect(call?.requestText).toContain(content);
  });

  it.each([
    ['abc', 2, 'ab'],
    ['汉字', 5, '汉'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['汉', 3, '汉'],
  ])('keeps of %s in %i bytes: %s', (text, bytes, kept) => {
    expect(cutToBytes(text, bytes)).toBe(kept);
  });

  it('counts a joined emoji as one character', () => {
    expect(cutToCharacters('👨‍👩‍👧‍👦去处理一', 4)).toBe('👨‍👩‍👧‍👦去处理');
  });
});
