import autocannon from 'autocannon';
import * as wecom from '@wecom/crypto';
import { startChild } from '../delivery/child';
import { whole, type BenchTable } from '../table';
import type { HostCommands } from './host-process';

/** What WeCom has a minute, and it may send what it held back at once (events come in bursts after an outage). */
const RATE = 200;
const SECONDS = 20;
const VERIFICATION_SECONDS = 5;
const CONNECTIONS = 20;
const HANDLER_MS = 500;
const STORM = 10_000;
const LIMIT_MS = 100;

const sender = { corpId: 'wwbenchmark', token: 'BenchmarkToken', encodingAESKey: 'abcdefghij'.repeat(4) + 'abc' };

interface Sealed {
  path: string;
  body?: string;
}

/** Calls as WeCom makes them, written by its own library. */
function seal(address: string, text: string, n: number, token = sender.token): Required<Sealed> {
  const encrypt = wecom.encrypt(sender.encodingAESKey, text, sender.corpId);
  const [timestamp, nonce] = ['1700000000', String(n)];
  const msg_signature = wecom.getSignature(token, timestamp, nonce, encrypt);
  const query = new URLSearchParams({ msg_signature, timestamp, nonce, ...(n < 0 && { echostr: encrypt }) });
  return {
    path: `${new URL(address).pathname}?${query}`,
    body: `<xml><ToUserName><![CDATA[${sender.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  };
}

const click = (n: number) =>
  `<xml><ToUserName>${sender.corpId}</ToUserName><FromUserName>member${n % 500}</FromUserName>` +
  '<CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>template_card_menu_event</Event>' +
  `<EventKey>approve</EventKey><TaskId>card_${n}</TaskId><CardType>text_notice</CardType>` +
  `<ResponseCode>code_${n}</ResponseCode><AgentID>1000002</AgentID></xml>`;

/** Answers to WeCom at 200 requests a second, on the real host with PostgreSQL, while each handler takes half a second. */
export async function callbackEndpoint(): Promise<BenchTable> {
  const host = startChild<HostCommands>(new URL('./host-process.ts', import.meta.url), {
    nodeOptions: ['--expose-gc'],
  });
  try {
    const address = await host.call.receive(sender, HANDLER_MS);
    const verifications = Array.from({ length: RATE * VERIFICATION_SECONDS }, (_, n) =>
      seal(address, `echo ${n}`, -1 - n),
    );
    const clicks = Array.from({ length: RATE * SECONDS }, (_, n) => seal(address, click(n), n));
    await load(address, 'GET', verifications.slice(0, 50), 50); // The first requests find nothing compiled.

    const verified = await load(address, 'GET', verifications, RATE);
    const cpuBefore = await host.call.cpu();
    const posted = await load(address, 'POST', clicks, RATE);
    const cpuEach = ((await host.call.cpu()) - cpuBefore) / clicks.length;
    const repeated = await load(address, 'POST', clicks.slice(0, 1000), RATE);
    const rows = await host.call.rows();

    const forged = clicks
      .slice(0, 1000)
      .map(({ body }, n) => ({ ...seal(address, click(n), n, 'AnotherToken'), body }));
    await load(address, 'POST', forged, undefined, 1000);
    const before = await host.call.memory();
    const storm = await load(address, 'POST', forged, undefined, STORM);
    const grown = (await host.call.memory()) - before;
    const { stored } = await host.call.rows();

    const line = (what: string, { latency, answered, sent }: Load) => [
      what,
      `${answered} of ${sent}`,
      `${latency.p50} ms`,
      `${latency.p99} ms`,
      `${latency.max} ms`,
    ];
    const slowest = Math.max(posted.latency.p99, repeated.latency.p99);
    return {
      title: 'Callback address',
      method:
        `The real host on PostgreSQL in a process of its own; ${RATE} requests a second over ${CONNECTIONS} connections (autocannon 8.0.0), ` +
        `each another click on a card, whose handler takes ${HANDLER_MS} ms. Then ${whole(STORM)} forged ones as fast as they go.`,
      columns: ['requests', 'answered as they should be', 'median', '99th percentile', 'slowest'],
      rows: [
        line('GET, verification of the address', verified),
        line('POST', posted),
        line('POST, repeats', repeated),
        line('POST, wrong signature, without pause', storm),
        ['rows for the clicks', whole(rows.stored), '', '', ''],
        ['INSERT statements for them', whole(rows.inserts), '', '', ''],
        ['processor time each, host and handlers included', `${cpuEach.toFixed(1)} ms`, '', '', ''],
        ['handled by then', whole(rows.handled), '', '', ''],
        ['memory after the forged ones', `${grown > 0 ? '+' : ''}${(grown / 1_000_000).toFixed(1)} MB`, '', '', ''],
      ],
      goals: [
        { text: `GET under ${LIMIT_MS} ms, all (${verified.latency.max} ms)`, met: verified.latency.max < LIMIT_MS },
        { text: `POST under ${LIMIT_MS} ms at the 99th percentile (${slowest} ms)`, met: slowest < LIMIT_MS },
        {
          text: 'each click stored once, each request answered',
          met:
            [verified, posted, repeated, storm].every(({ answered, sent }) => answered === sent) &&
            rows.stored === clicks.length &&
            stored === clicks.length,
        },
        { text: `memory flat (${(grown / 1_000_000).toFixed(1)} MB)`, met: grown < 5_000_000 },
      ],
    };
  } finally {
    await host.call.close().catch(() => undefined);
    await host.kill();
  }
}

interface Load {
  latency: { p50: number; p99: number; max: number };
  /** With 200, or with 403 when they were forged. */
  answered: number;
  sent: number;
}

/** @param rate requests a second; without one as many as there can be */
async function load(
  address: string,
  method: 'GET' | 'POST',
  calls: readonly Sealed[],
  rate: number | undefined,
  amount = calls.length,
): Promise<Load> {
  let next = 0;
  let answered = 0;
  const expected = rate === undefined ? 403 : 200;
  const { latency } = await autocannon({
    url: new URL(address).origin,
    connections: CONNECTIONS,
    amount,
    ...(rate !== undefined && { overallRate: rate }),
    requests: [
      {
        method,
        setupRequest: (request) => {
          const { path = '', body } = calls[next++ % calls.length] ?? {};
          return { ...request, path, ...(method === 'POST' && { body, headers: { 'content-type': 'text/xml' } }) };
        },
        onResponse: (status) => {
          if (status === expected) answered += 1;
        },
      },
    ],
  });
  return { latency, answered, sent: amount };
}
