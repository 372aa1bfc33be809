import { pathToFileURL } from 'node:url';
import { createCallbackReceiver } from '@openwecom/client';
import * as wecom from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import { Bench } from 'tinybench';
import { median, perSecond, toMarkdown, whole, type BenchTable } from './table';

const ROUNDS = 15;
const ROUND_MS = 60;

const receiveId = 'wx5823bf96d3bd56c7';
const token = 'QDG6eK';
const encodingAESKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const receiver = createCallbackReceiver({ token, encodingAESKey, receiveId });

const click =
  `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><FromUserName><![CDATA[lina]]></FromUserName><CreateTime>1700000000</CreateTime>` +
  '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[approve:42]]></EventKey>' +
  '<TaskId><![CDATA[task_42-1@a]]></TaskId><CardType><![CDATA[button_interaction]]></CardType>' +
  '<ResponseCode><![CDATA[RESPONSE_CODE_1]]></ResponseCode><AgentID>1000002</AgentID></xml>';

function sealed(message: string) {
  const encrypt = wecom.encrypt(encodingAESKey, message, receiveId);
  const [timestamp, nonce] = ['1700000000', '1234567'];
  return { encrypt, timestamp, nonce, msg_signature: wecom.getSignature(token, timestamp, nonce, encrypt) };
}

type Sealed = ReturnType<typeof sealed>;

/** The least that a careful program does around `@wecom/crypto`, which only signs and decrypts. */
function openWithPeer({ encrypt, timestamp, nonce, msg_signature }: Sealed): string {
  if (wecom.getSignature(token, timestamp, nonce, encrypt) !== msg_signature) throw new Error('signature');
  const { message, id } = wecom.decrypt(encodingAESKey, encrypt);
  if (id !== receiveId) throw new Error('receive id');
  return message;
}

const xml = new XMLParser();

interface Contest {
  name: string;
  ours: () => unknown;
  peer: () => unknown;
}

function contests(): Contest[] {
  const echo = sealed('1616140317555161061');
  const echoQuery = { ...echo, echostr: echo.encrypt };
  const message = sealed(click);
  const messageQuery = { ...message, echostr: message.encrypt };
  const body = `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${message.encrypt}]]></Encrypt></xml>`;
  return [
    {
      name: 'verify and decrypt an address check',
      ours: () => receiver.verifyUrl(echoQuery),
      peer: () => openWithPeer(echo),
    },
    {
      name: `verify and decrypt ${click.length} bytes`,
      ours: () => receiver.verifyUrl(messageQuery),
      peer: () => openWithPeer(message),
    },
    {
      name: 'open a card click, from the body to the event',
      ours: () => receiver.open(message, body),
      peer: () => {
        const { Encrypt } = (xml.parse(body) as { xml: { Encrypt: string } }).xml;
        return xml.parse(openWithPeer({ ...message, encrypt: Encrypt })) as unknown;
      },
    },
  ];
}

/** One round of both, one after the other, so that a noisy machine is noisy for both. */
async function round({ ours, peer }: Contest): Promise<{ ours: number; peer: number }> {
  const bench = new Bench({ time: ROUND_MS, warmupTime: 20 }).add('ours', ours).add('peer', peer);
  await bench.warmup();
  await bench.run();
  const typicalMs = (name: string) => median(bench.getTask(name)?.result?.samples ?? []);
  return { ours: perSecond(1, typicalMs('ours')), peer: perSecond(1, typicalMs('peer')) };
}

/** Callbacks a second, beside WeCom's own library in the same run. */
export async function callbackBenchmark(): Promise<BenchTable> {
  const rows: string[][] = [];
  const goals: BenchTable['goals'] = [];
  for (const contest of contests()) {
    const rounds: { ours: number; peer: number }[] = [];
    for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(contest));
    const ratio = median(rounds.map(({ ours, peer }) => ours / peer));
    rows.push([
      contest.name,
      whole(median(rounds.map(({ ours }) => ours))),
      whole(median(rounds.map(({ peer }) => peer))),
      ratio.toFixed(2),
    ]);
    goals.push({ text: `${contest.name}: at least as fast (${ratio.toFixed(2)})`, met: ratio >= 1 });
  }
  return {
    title: 'Callbacks',
    method:
      `One callback at a time in one process; the median call of each round of ${ROUND_MS} ms, and of these the median of ${ROUNDS} rounds; the ratio is taken within each round. ` +
      '`@wecom/crypto` does not compare, parse or type, so it is used with a comparison of signature and receive id and, where XML is read, `fast-xml-parser` as it comes.',
    columns: ['what', '`@openwecom/client`, a second', '`@wecom/crypto` 1.0.1, a second', 'ratio'],
    rows,
    goals,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(toMarkdown(await callbackBenchmark()));
