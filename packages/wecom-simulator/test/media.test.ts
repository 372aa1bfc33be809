import { describe, expect, it } from 'vitest';
import { tryOut } from './try-out';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]);

async function upload(type: string, bytes: Uint8Array<ArrayBuffer> | undefined, name = '附件.png', field = 'media') {
  const simulator = tryOut();
  const form = new FormData();
  if (bytes) form.append(field, new File([bytes], name));
  else form.append(field, 'just a text');
  const path = `media/upload?type=${type}&access_token=${await simulator.token()}`;
  return { ...simulator, answer: await simulator.get(path, { method: 'POST', body: form }) };
}

describe('media/upload', () => {
  it('keeps the file, which the control API gives back so that it cannot run', async () => {
    const { answer, request, startedAt } = await upload('image', png);
    expect(answer).toMatchObject({ errcode: 0, type: 'image', created_at: String(startedAt / 1000) });
    const file = await request(`/_simulator/media/${String(answer.media_id)}`);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(png);
  });

  it('gives files of any kind back as downloads, with their Chinese name', async () => {
    const { answer, request } = await upload('file', Uint8Array.from(Buffer.from('<script>1</script>')), '说明.html');
    const file = await request(`/_simulator/media/${String(answer.media_id)}`);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('说明.html')}`,
    );
  });

  it.each([
    ['no type', '', png, 40005],
    ['an unknown type', 'toString', png, 40005],
    ['no file', 'image', undefined, 44001],
    ['an empty file', 'image', new Uint8Array(0), 44001],
    ['five bytes', 'file', new Uint8Array(5), 40006],
    ['a text as image', 'image', Uint8Array.from(Buffer.from('no picture')), 40004],
    ['a picture as voice', 'voice', png, 40004],
    ['a voice of more than 2 MB', 'voice', new Uint8Array(2 * 1024 * 1024 + 1), 45001],
  ])('refuses %s', async (_what, type, bytes, errcode) => {
    expect((await upload(type, bytes)).answer.errcode).toBe(errcode);
  });

  it('needs the field to be called media', async () => {
    expect((await upload('image', png, 'a.png', 'file')).answer.errcode).toBe(44001);
  });
});
