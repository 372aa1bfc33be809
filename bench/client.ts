import { randomUUID } from 'node:crypto';
import { createWeComClient } from '@openwecom/client';
import { Work } from 'node-easywechat';
import { median, perSecond, whole, type BenchTable } from './table';
import { startWeComStub, type WeComStub } from './wecom-stub';

const CONCURRENCY = 64;
const MESSAGES = 1_000;
const ROUNDS = 28;

const message = (n: number) => ({
  touser: 'lina',
  msgtype: 'textcard' as const,
  textcard: {
    title: `采购单 PO-${n}`,
    description: `<div class="gray">7月1日 09:12</div><div class="highlight">金额 1,200.00</div>`,
    url: `https://example.com/po/${n}`,
    btntxt: '去处理',
  },
});

type Send = (n: number) => Promise<void>;

async function timed(send: Send): Promise<number> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < MESSAGES; n = next++) await send(n);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return perSecond(MESSAGES, performance.now() - start);
}

/** What a hand-written loop does at the least: the same body, the same connection pool, the answer parsed and its errcode read. */
const bareFetch =
  (stub: WeComStub): Send =>
  async (n) => {
    const response = await fetch(`${stub.url}/cgi-bin/message/send?access_token=bench-access-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ agentid: 1000002, ...message(n) }),
    });
    const answer = (await response.json()) as { errcode: number };
    if (answer.errcode !== 0) throw new Error(`errcode ${answer.errcode}`);
  };

/** node-easywechat keeps access tokens in files: a corp it has never seen makes it start without one, as ours does. */
const newCorpId = () => `ww${randomUUID()}`;

function ours(stub: WeComStub): Send {
  const client = createWeComClient({
    corpId: newCorpId(),
    agentId: 1000002,
    secret: 'bench-secret',
    baseUrl: stub.url,
  });
  return async (n) => {
    await client.message.send(message(n));
  };
}

function easyWeChat(stub: WeComStub): Send {
  const app = new Work({
    corp_id: newCorpId(),
    secret: 'bench-secret',
    token: '',
    aes_key: '',
    http: { baseURL: stub.url },
  });
  const client = app.getClient();
  return async (n) => {
    const response = await client.postJson('/cgi-bin/message/send', { agentid: 1000002, ...message(n) });
    const answer: { errcode: number } = response.toObject();
    if (answer.errcode !== 0) throw new Error(`errcode ${answer.errcode}`);
  };
}

/** Messages a second through each client. The contenders take turns within each round, so that a noisy machine is noisy for all. */
export async function clientThroughput(): Promise<BenchTable> {
  const stub = await startWeComStub();
  try {
    const contenders = [
      { name: 'bare `fetch` loop', send: bareFetch(stub), rates: [] as number[] },
      { name: '`@openwecom/client`', send: ours(stub), rates: [] as number[] },
      { name: '`node-easywechat` 3.6.2', send: easyWeChat(stub), rates: [] as number[] },
    ];
    for (const { send } of contenders) await timed(send);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const contender of contenders) contender.rates.push(await timed(contender.send));
    }
    const [bare, client] = contenders;
    const ratios = (rates: number[]) => rates.map((rate, round) => rate / (bare?.rates[round] ?? Number.NaN));
    const goal = median(ratios(client?.rates ?? []));
    return {
      title: 'Client throughput',
      method:
        `${whole(MESSAGES)} text cards, ${CONCURRENCY} at a time, against a loopback server in another process; ` +
        `median of ${ROUNDS} interleaved rounds; the ratio is taken within each round.`,
      columns: ['sender', 'messages a second', 'of the bare loop'],
      rows: contenders.map(({ name, rates }) => [name, whole(median(rates)), median(ratios(rates)).toFixed(2)]),
      goals: [{ text: `at least 0.85 of the bare loop (${goal.toFixed(2)})`, met: goal >= 0.85 }],
    };
  } finally {
    stub.close();
  }
}

/** Twenty calls on a cold client: how often each asks for an access token. */
export async function tokenStampede(): Promise<BenchTable> {
  const CALLS = 20;
  const asked: { name: string; tokens: number }[] = [];
  for (const [name, sender] of [
    ['`@openwecom/client`', ours],
    ['`node-easywechat` 3.6.2', easyWeChat],
  ] as const) {
    const stub = await startWeComStub();
    try {
      const send = sender(stub);
      await Promise.all(Array.from({ length: CALLS }, (_, n) => send(n)));
      asked.push({ name, tokens: await stub.tokenCalls() });
    } finally {
      stub.close();
    }
  }
  return {
    title: 'Cold access token stampede',
    method: `${CALLS} sends at once on a client without an access token.`,
    columns: ['sender', '`gettoken` calls'],
    rows: asked.map(({ name, tokens }) => [name, String(tokens)]),
    goals: [{ text: 'one `gettoken` call', met: asked[0]?.tokens === 1 }],
  };
}
