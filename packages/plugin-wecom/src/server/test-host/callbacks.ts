import * as wecom from '@wecom/crypto';
import { expect } from 'vitest';
import type { CallbackStatus } from '../../callback-status';
import { AUTH_TYPE } from '../../constants';
import type { TestHost } from './host';
import { sealSecret } from './wecom';

type Agent = ReturnType<TestHost['anonymous']>;

/** WeCom's side of an address, played by its own library and not by the code under test. */
export interface Sender {
  token: string;
  encodingAESKey: string;
  corpId: string;
}

export interface Stamp {
  timestamp: string;
  nonce: string;
}

export const STAMP: Stamp = { timestamp: '1700000000', nonce: '1234567' };

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A pair nobody else has. */
export function newPair(): Pick<Sender, 'token' | 'encodingAESKey'> {
  const random = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  return { token: random(32), encodingAESKey: random(43) };
}

export const addressOf = (key: string): string => `/api/openwecom:callback/${key}`;

/** Settings of message reception as the form of an authenticator stores them. */
export async function sealedPair(root: Agent, { token, encodingAESKey, corpId }: Sender) {
  return {
    token: await sealSecret(root, { purpose: 'callback-token', corpId, secret: token }),
    encodingAESKey: await sealSecret(root, { purpose: 'encoding-aes-key', corpId, secret: encodingAESKey }),
  };
}

/** An authenticator with message reception; its address is `auth-<name>`. */
export async function addReceiver(
  host: Pick<TestHost, 'root'>,
  name: string,
  sender: Sender,
  options: object = {},
): Promise<void> {
  const root = await host.root();
  const callback = { enabled: true, ...(await sealedPair(root, sender)) };
  const created = await root.post('/api/authenticators:create').send({
    name,
    authType: AUTH_TYPE,
    enabled: true,
    options: { corpId: sender.corpId, agentId: '1000002', callback, ...options },
  });
  expect(created.status).toBe(200);
}

export const wrap = (encrypt: string) =>
  `<xml><ToUserName><![CDATA[ww]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

/** A callback as WeCom posts it. */
export function sealCallback(xml: string, sender: Sender, { timestamp, nonce }: Stamp = STAMP) {
  const encrypt = wecom.encrypt(sender.encodingAESKey, xml, sender.corpId);
  const msg_signature = wecom.getSignature(sender.token, timestamp, nonce, encrypt);
  return { query: { msg_signature, timestamp, nonce }, body: wrap(encrypt), encrypt };
}

export function post(agent: Agent, key: string, xml: string, sender: Sender, stamp?: Stamp) {
  const { query, body } = sealCallback(xml, sender, stamp);
  return agent.post(addressOf(key)).query(query).set('Content-Type', 'text/xml').send(body);
}

/** The check of the address, as WeCom makes it when it is saved in its console. */
export function verify(agent: Agent, key: string, sender: Sender, text = '1616140317555161061') {
  const { query, encrypt } = sealCallback(text, sender);
  return agent.get(addressOf(key)).query({ ...query, echostr: encrypt });
}

interface EventFields {
  Event: string;
  from?: string;
  /** Unix time in seconds. */
  at?: number;
  rest?: string;
}

/** An event with the elements every event has. */
export const eventXml = ({ Event, from = 'zhangsan', at = 1_700_000_000, rest = '' }: EventFields) =>
  `<xml><ToUserName><![CDATA[wwcorp]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>${at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${Event}]]></Event>${rest}</xml>`;

export const menuClickXml = (taskId: string, responseCode: string, at?: number) =>
  eventXml({
    Event: 'template_card_menu_event',
    ...(at !== undefined && { at }),
    rest:
      `<EventKey><![CDATA[approve]]></EventKey><TaskId><![CDATA[${taskId}]]></TaskId>` +
      `<CardType><![CDATA[text_notice]]></CardType><ResponseCode><![CDATA[${responseCode}]]></ResponseCode>` +
      '<AgentID>1000002</AgentID>',
  });

/** How a pair of keys is when WeCom was never there with it. */
export const NEVER = { verifiedAt: null, eventAt: null, previousAt: null };

export const newSender = (): Sender => ({ corpId: 'wwcorp', ...newPair() });

/** An administrator saves other settings of an authenticator. */
export async function changeAuthenticator(root: Agent, name: string, options: object): Promise<void> {
  const answer = await root
    .post('/api/authenticators:update')
    .query({ filter: JSON.stringify({ name }) })
    .send({ name, authType: AUTH_TYPE, enabled: true, options });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
}

/** Whether WeCom would be believed. */
export const accepts = async (host: TestHost, key: string, sender: Sender): Promise<boolean> =>
  (await verify(host.anonymous(), key, sender)).status === 200;

export async function statusOf(root: Agent, kind: string, name: string, locale = 'en-US') {
  const answer = await root.get('/api/openwecom:callbackStatus').query({ kind, name }).set('X-Locale', locale);
  expect(answer.status).toBe(200);
  return (answer.body as { data: { status: CallbackStatus | null } }).data.status;
}
