import * as wecom from '@wecom/crypto';
import vectors from '../../../../fixtures/wecom/crypto-vectors.json';

/** WeCom's side of a callback, played by its own library and not by the code under test. */
export const official = {
  token: vectors.keySets.official_qdg6ek.token,
  encodingAESKey: vectors.keySets.official_qdg6ek.encodingAesKey,
  receiveId: vectors.keySets.official_qdg6ek.receiveid,
};

export interface Sender {
  token: string;
  encodingAESKey: string;
  receiveId: string;
}

export interface Stamp {
  timestamp: string;
  nonce: string;
}

export const stamp: Stamp = { timestamp: '1700000000', nonce: '1234567' };

/** Signs a ciphertext that may be anything. */
export function sign(encrypt: string, { token }: Sender = official, { timestamp, nonce }: Stamp = stamp) {
  return { msg_signature: wecom.getSignature(token, timestamp, nonce, encrypt), timestamp, nonce };
}

export const wrap = (encrypt: string) =>
  `<xml><ToUserName><![CDATA[ww]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

/** A callback as WeCom posts it. */
export function deliver(xml: string, sender: Sender = official, at: Stamp = stamp) {
  const encrypt = wecom.encrypt(sender.encodingAESKey, xml, sender.receiveId);
  return { query: sign(encrypt, sender, at), body: wrap(encrypt), encrypt };
}

/** The check of an address as WeCom makes it when it is saved. */
export function check(echo: string, sender: Sender = official) {
  const echostr = wecom.encrypt(sender.encodingAESKey, echo, sender.receiveId);
  return { ...sign(echostr, sender), echostr };
}

/** An event or a message of a member, with the elements every callback has. */
export const xmlOf = (MsgType: string, rest: string) =>
  `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[${MsgType}]]></MsgType>${rest}<AgentID>1000002</AgentID></xml>`;

export const keySetOf = (name: string): Sender => {
  const { token, encodingAesKey, receiveid } = vectors.keySets[name as keyof typeof vectors.keySets];
  return { token, encodingAESKey: encodingAesKey, receiveId: receiveid };
};

export { vectors };
