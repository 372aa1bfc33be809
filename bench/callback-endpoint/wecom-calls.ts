import * as wecom from '@wecom/crypto';

export const sender = {
  corpId: 'wwbenchmark',
  token: 'BenchmarkToken',
  encodingAESKey: 'abcdefghij'.repeat(4) + 'abc',
};

/** A request as somebody makes it, and what it is to be answered with. */
export interface Call {
  path: string;
  body?: string | Buffer;
  expected: number;
}

interface SealOptions {
  /** Tells it from all others. */
  nonce: number;
  token?: string;
}

/** Written by WeCom's own library. */
function seal(text: string, { nonce, token = sender.token }: SealOptions) {
  const encrypt = wecom.encrypt(sender.encodingAESKey, text, sender.corpId);
  const [timestamp, digits] = ['1700000000', String(nonce)];
  const msg_signature = wecom.getSignature(token, timestamp, digits, encrypt);
  return { query: { msg_signature, timestamp, nonce: digits }, encrypt };
}

const pathOf = (address: string, query: Record<string, string>) =>
  `${new URL(address).pathname}?${new URLSearchParams(query).toString()}`;

const wrap = (encrypt: string) =>
  `<xml><ToUserName><![CDATA[${sender.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

const clickXml = (n: number) =>
  `<xml><ToUserName>${sender.corpId}</ToUserName><FromUserName>member${n % 500}</FromUserName>` +
  '<CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>template_card_menu_event</Event>' +
  `<EventKey>approve</EventKey><TaskId>card_${n}</TaskId><CardType>text_notice</CardType>` +
  `<ResponseCode>code_${n}</ResponseCode><AgentID>1000002</AgentID></xml>`;

/** The check of the address. */
export function verification(address: string, n: number): Call {
  const { query, encrypt } = seal(`echo ${n}`, { nonce: n });
  return { path: pathOf(address, { ...query, echostr: encrypt }), expected: 200 };
}

/** A click of its own for each `n`. */
export function click(address: string, n: number): Call {
  const { query, encrypt } = seal(clickXml(n), { nonce: n });
  return { path: pathOf(address, query), body: wrap(encrypt), expected: 200 };
}

const OVERSIZED = Buffer.alloc(1024 * 1024 + 1, '<');

/** With a body of more than a megabyte, after whose answer the connection is closed. */
export function oversizedCall(address: string, n: number): Call {
  return { path: pathOf(address, seal(clickXml(n), { nonce: n }).query), body: OVERSIZED, expected: 413 };
}

/** What is not WeCom's, of all other kinds in turn. */
export function badCall(address: string, n: number): Call {
  const { query, encrypt } = seal(clickXml(n), { nonce: n });
  const path = pathOf(address, query);
  const forged = seal(clickXml(n), { nonce: n, token: 'AnotherToken' });
  const bomb = seal(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>${clickXml(n).replace('approve', '&a;')}`, { nonce: n });
  const kinds: Call[] = [
    { path: pathOf(address, forged.query), body: wrap(forged.encrypt), expected: 403 },
    { path, body: wrap(encrypt).slice(0, -40), expected: 400 },
    { path, body: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${wrap(encrypt)}`, expected: 400 },
    { path: pathOf(address, bomb.query), body: wrap(bomb.encrypt), expected: 400 },
    { path: pathOf(`${address}-${n}`, query), body: wrap(encrypt), expected: 404 },
  ];
  return kinds[n % kinds.length]!;
}
