import { fork } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { whole, type BenchTable } from './table';

const SECONDS = 8;
const CONNECTIONS = 32;

interface Ready {
  url: string;
  corpId: string;
  agentId: number;
  secret: string;
  userid: string;
}

/** `message/send` calls a second, each a different message to one member, the simulator in a process of its own. */
export async function simulatorThroughput(): Promise<BenchTable> {
  const child = fork(new URL('./simulator-process.ts', import.meta.url), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  try {
    const [ready] = (await once(child, 'message')) as [Ready];
    const tokenUrl = `${ready.url}/cgi-bin/gettoken?corpid=${ready.corpId}&corpsecret=${encodeURIComponent(ready.secret)}`;
    const { access_token: accessToken } = (await (await fetch(tokenUrl)).json()) as { access_token: string };
    let accepted = 0;
    let n = 0;
    const result = await autocannon({
      url: `${ready.url}/cgi-bin/message/send?access_token=${accessToken}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      connections: CONNECTIONS,
      duration: SECONDS,
      requests: [
        {
          setupRequest: (request) => ({
            ...request,
            body: JSON.stringify({
              touser: ready.userid,
              agentid: ready.agentId,
              msgtype: 'text',
              text: { content: `消息 ${n++}` },
            }),
          }),
          onResponse: (_status, body) => {
            if (body.includes('"errcode":0')) accepted += 1;
          },
        },
      ],
    });
    const rate = accepted / result.duration;
    return {
      title: 'Simulator',
      method: `\`message/send\` for ${SECONDS} s over ${CONNECTIONS} connections (autocannon 8.0.0); calls answered with errcode 0 are counted.`,
      columns: ['accepted a second', 'median latency', '99th percentile', 'not accepted'],
      rows: [
        [whole(rate), `${result.latency.p50} ms`, `${result.latency.p99} ms`, whole(result.requests.total - accepted)],
      ],
      goals: [{ text: `at least 3,000 a second (${whole(rate)})`, met: rate >= 3000 }],
    };
  } finally {
    child.disconnect();
  }
}
