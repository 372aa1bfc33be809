import { decrypt, getSignature } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { createCallbackReceiver, readCallback, type CallbackReply } from '../../src/callback';
import { WeComConfigError } from '../../src/errors/config-error';
import { parseXml } from '../../src/callback/xml';
import { check, deliver, keySetOf, official, sign, stamp, vectors, wrap, xmlOf } from './wecom';

const receiver = createCallbackReceiver(official);
const hello = xmlOf('text', '<Content><![CDATA[hello]]></Content><MsgId>1</MsgId>');
const because = (reason: string) => expect.objectContaining({ code: 'ERR_WECOM_CALLBACK', reason }) as Error;

describe('verifyUrl', () => {
  it.each(vectors.verifyUrl)('answers $id from its query string', ({ keySet, queryString, expectedEcho }) => {
    const query = Object.fromEntries(new URLSearchParams(queryString));
    expect(createCallbackReceiver(keySetOf(keySet)).verifyUrl(query)).toEqual({ echo: expectedEcho, pair: 0 });
  });

  it('survives a proxy that decodes the query once too often', () => {
    const twice = new URLSearchParams(decodeURIComponent(vectors.verifyUrl[0]!.queryString));
    expect(twice.get('echostr')).toContain(' ');
    expect(receiver.verifyUrl(Object.fromEntries(twice)).echo).toBe(vectors.verifyUrl[0]!.expectedEcho);
  });

  it.each([
    ['token', { token: 'other' }, 'signature'],
    ['key', { encodingAESKey: keySetOf('wechatpy').encodingAESKey }, 'decrypt'],
    ['corp', { receiveId: 'ww0' }, 'receive-id'],
  ])('says that the %s is another', (_, other, reason) => {
    expect(() => createCallbackReceiver({ ...official, ...other }).verifyUrl(check('42'))).toThrow(because(reason));
  });

  it.each(['msg_signature', 'timestamp', 'nonce', 'echostr'])(
    'refuses a query whose %s is missing or twice there',
    (name) => {
      const query: Record<string, string> = check('42');
      const { [name]: value, ...rest } = query;
      expect(() => receiver.verifyUrl(rest)).toThrow(because('signature'));
      expect(() => receiver.verifyUrl({ ...rest, [name]: [value!, value!] })).toThrow(because('signature'));
    },
  );
});

describe('open', () => {
  it('opens the official sample into a typed message', () => {
    const { timestamp, nonce, msgSignature, postBody, expectedPlaintext } = vectors.decrypt[0]!;
    const opened = receiver.open({ msg_signature: msgSignature, timestamp, nonce }, postBody ?? '');
    expect(opened).toEqual({ ...readCallback(expectedPlaintext), pair: 0 });
    expect(opened).toMatchObject({ kind: 'message', MsgType: 'text', Content: 'hello', xml: expectedPlaintext });
  });

  it.each(vectors.encrypt.filter(({ plaintext }) => plaintext.startsWith('<xml>')))('opens $id', (vector) => {
    const { timestamp, nonce, expectedMsgSignature, expectedEncrypt, plaintext, keySet } = vector;
    const opened = createCallbackReceiver(keySetOf(keySet)).open(
      { msg_signature: expectedMsgSignature, timestamp, nonce },
      Buffer.from(wrap(expectedEncrypt)),
    );
    expect(opened.xml).toBe(plaintext);
  });

  const reasons: Record<string, string> = { sig: 'signature', rid: 'receive-id' };
  it.each(vectors.negative)('refuses $id', ({ timestamp, nonce, msgSignature, encrypt, failureSeenHere }) => {
    expect(() => receiver.open({ msg_signature: msgSignature, timestamp, nonce }, wrap(encrypt))).toThrow(
      because(reasons[failureSeenHere] ?? 'decrypt'),
    );
  });

  it('refuses what decrypts well and is not XML', () => {
    const { timestamp, nonce, msgSignature, encrypt } = vectors.decrypt.find(({ id }) => id === 'php-json-demo')!;
    expect(() => receiver.open({ msg_signature: msgSignature, timestamp, nonce }, wrap(encrypt))).toThrow(
      because('xml'),
    );
  });

  it('checks the signature before it decrypts, and the receive id before it reads XML', () => {
    const stranger = { ...official, receiveId: 'ww0' };
    expect(() => receiver.open(sign('AAAA', { ...official, token: 'other' }), wrap('AAAA'))).toThrow(
      because('signature'),
    );
    expect(() => receiver.open(sign('AAAA'), wrap('AAAA'))).toThrow(because('decrypt'));
    const { query, body } = deliver('<!DOCTYPE xml><xml/>', stranger);
    expect(() => receiver.open(query, body)).toThrow(because('receive-id'));
  });

  it('opens the same callback again when WeCom repeats it', () => {
    const { query, body } = deliver(hello);
    expect(receiver.open(query, body)).toEqual(receiver.open(query, body));
  });

  it('tells nothing about secrets or content in its errors', () => {
    const { query, body, encrypt } = deliver(hello, { ...official, receiveId: 'ww0' });
    try {
      receiver.open(query, body);
      expect.unreachable();
    } catch (error) {
      const said = `${(error as Error).stack} ${JSON.stringify(error)}`;
      for (const secret of [official.token, official.encodingAESKey, encrypt, 'hello', query.msg_signature]) {
        expect(said).not.toContain(secret);
      }
    }
  });
});

describe('several pairs', () => {
  const old = keySetOf('wechatpy');
  const current = { token: official.token, encodingAESKey: official.encodingAESKey };
  const previous = { token: old.token, encodingAESKey: old.encodingAESKey };
  const both = createCallbackReceiver({ receiveId: official.receiveId, pairs: [current, previous] });

  it('opens callbacks of the previous pair and says so', () => {
    const late = deliver(hello, { ...previous, receiveId: official.receiveId });
    expect(both.open(late.query, late.body)).toMatchObject({ pair: 1, MsgType: 'text' });
    const now = deliver(hello);
    expect(both.open(now.query, now.body)).toMatchObject({ pair: 0 });
    const verified = both.verifyUrl(check('42', { ...previous, receiveId: official.receiveId }));
    expect(verified).toEqual({ echo: '42', pair: 1 });
  });

  it('opens callbacks when only the key was changed', () => {
    const sameToken = { token: current.token, encodingAESKey: previous.encodingAESKey };
    const keys = createCallbackReceiver({ receiveId: official.receiveId, pairs: [current, sameToken] });
    const late = deliver(hello, { ...sameToken, receiveId: official.receiveId });
    expect(keys.open(late.query, late.body).pair).toBe(1);
  });

  it('does not mix the token of one with the key of the other', () => {
    const mixed = deliver(hello, { ...official, token: previous.token });
    expect(() => both.open(mixed.query, mixed.body)).toThrow(because('decrypt'));
  });

  it('answers with the pair the callback came with', () => {
    const reply = both.reply(
      { ToUserName: 'lisi', MsgType: 'text', Content: 'ok' },
      { timestamp: 1, nonce: 'n', pair: 1 },
    );
    const { Encrypt } = parseXml(reply) as { Encrypt: string };
    expect(decrypt(previous.encodingAESKey, Encrypt).message).toContain('ok');
    expect(() =>
      both.reply({ ToUserName: 'lisi', MsgType: 'text', Content: 'ok' }, { timestamp: 1, nonce: 'n', pair: 2 }),
    ).toThrow(RangeError);
  });
});

describe('reply', () => {
  const answer = (message: CallbackReply, nonce = stamp.nonce) => {
    const body = receiver.reply(message, { timestamp: 1700000000, nonce });
    const outer = parseXml(body) as { Encrypt: string; MsgSignature: string; TimeStamp: string; Nonce: string };
    expect(outer.MsgSignature).toBe(getSignature(official.token, outer.TimeStamp, outer.Nonce, outer.Encrypt));
    return { body, ...outer, ...decrypt(official.encodingAESKey, outer.Encrypt) };
  };

  it('is what WeCom’s own library signs and opens', () => {
    const { message, id, TimeStamp, Nonce, body } = answer({
      ToUserName: 'zhangsan',
      MsgType: 'text',
      Content: '好 ]]> & <',
    });
    expect({ id, TimeStamp, Nonce }).toEqual({ id: official.receiveId, TimeStamp: '1700000000', Nonce: stamp.nonce });
    expect(body).toMatch(
      /^<xml><Encrypt><!\[CDATA\[[\w+/=]+]]><\/Encrypt><MsgSignature><!\[CDATA\[[0-9a-f]{40}]]><\/MsgSignature><TimeStamp>1700000000<\/TimeStamp><Nonce><!\[CDATA\[1234567]]><\/Nonce><\/xml>$/,
    );
    expect(parseXml(message)).toEqual({
      ToUserName: 'zhangsan',
      FromUserName: official.receiveId,
      CreateTime: '1700000000',
      MsgType: 'text',
      Content: '好 ]]> & <',
    });
  });

  it('holds a nonce that would break out of its element', () => {
    expect(answer({ ToUserName: 'a', MsgType: 'text', Content: '' }, ']]></Nonce><x>').Nonce).toBe(']]></Nonce><x>');
  });

  const to = { ToUserName: 'zhangsan' };
  it.each<[string, CallbackReply, string]>([
    [
      'an image',
      { ...to, MsgType: 'image', Image: { MediaId: 'm' } },
      '<Image><MediaId><![CDATA[m]]></MediaId></Image>',
    ],
    [
      'news',
      { ...to, MsgType: 'news', ArticleCount: 2, Articles: { item: [{ Title: 'a', Url: 'u' }, { Url: 'v' }] } },
      '<ArticleCount>2</ArticleCount><Articles><item><Title><![CDATA[a]]></Title><Url><![CDATA[u]]></Url></item>' +
        '<item><Url><![CDATA[v]]></Url></item></Articles>',
    ],
    [
      'a button that was used',
      { ...to, MsgType: 'update_button', Button: { ReplaceName: '已同意' } },
      '<Button><ReplaceName><![CDATA[已同意]]></ReplaceName></Button>',
    ],
    [
      'a new card',
      {
        ...to,
        MsgType: 'update_template_card',
        TemplateCard: { CardType: 'text_notice', HorizontalContentList: [{ KeyName: 'a' }, { KeyName: 'b' }] },
      },
      '<TemplateCard><CardType><![CDATA[text_notice]]></CardType>' +
        '<HorizontalContentList><KeyName><![CDATA[a]]></KeyName></HorizontalContentList>' +
        '<HorizontalContentList><KeyName><![CDATA[b]]></KeyName></HorizontalContentList></TemplateCard>',
    ],
  ])('writes %s', (_, reply, xml) => {
    expect(answer(reply).message).toContain(xml);
  });
});

describe('options', () => {
  const issuesOf = (options: unknown) => {
    try {
      createCallbackReceiver(options as Parameters<typeof createCallbackReceiver>[0]);
    } catch (error) {
      if (error instanceof WeComConfigError) return error.issues;
      throw error;
    }
    return [];
  };

  it('names every problem at once, and no value', () => {
    const issues = issuesOf({ token: 'not-a-token', encodingAESKey: `${official.encodingAESKey}A` });
    expect(issues).toHaveLength(3);
    expect(issues.join()).toContain('"receiveId"');
    expect(issues.join()).toContain('"token" must be 1 to 32 letters and digits, got 11 characters');
    expect(issues.join()).toContain('"encodingAESKey" must be 43 letters and digits, got 44 characters');
    expect(issues.join()).not.toContain(official.encodingAESKey);
    expect(issues.join()).not.toContain('not-a-token');
  });

  it('says which pair is wrong', () => {
    const pairs = [official, { token: 'b', encodingAESKey: official.encodingAESKey.replace('W', '-') }, {}];
    const issues = issuesOf({ receiveId: 'ww', pairs });
    expect(issues).toEqual([
      expect.stringContaining('"pairs[1].encodingAESKey"'),
      expect.stringContaining('"pairs[2].token" must be 1 to 32 letters and digits, got none'),
      expect.stringContaining('"pairs[2].encodingAESKey"'),
    ]);
  });

  it('takes no character that WeCom’s console would not', () => {
    for (const odd of ['+', '/', '=', ' ', '\n']) {
      const encodingAESKey = official.encodingAESKey.slice(0, -1) + odd;
      expect(issuesOf({ ...official, encodingAESKey })).toEqual([expect.stringContaining('43 letters and digits')]);
    }
  });

  it('needs at least one pair', () => {
    expect(issuesOf({ receiveId: 'ww', pairs: [] })).toEqual([expect.stringContaining('"pairs"')]);
  });

  it('accepts the empty receive id of applications that have none', () => {
    const bot = keySetOf('bot_empty_receiveid');
    expect(createCallbackReceiver(bot).verifyUrl(check('42', bot)).echo).toBe('42');
  });
});
