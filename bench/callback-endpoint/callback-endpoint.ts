import type { Dialect } from '../../packages/plugin-wecom/src/server/test-host/database';
import { whole, type BenchTable } from '../table';
import { CONNECTIONS, type Load } from './load';
import { HANDLER_MS, measure, OVERSIZED, RATE, STORM, type Measured } from './measure';

const LIMIT_MS = 100;
const MOST_GROWN_BYTES = 5_000_000;

const DATABASES = { postgres: 'PostgreSQL', sqlite: 'SQLite' } as const satisfies Partial<Record<Dialect, string>>;

/** Answers to WeCom at 200 requests a second, on the real host, while each handler takes half a second. */
export async function callbackEndpoint(): Promise<BenchTable> {
  const rows: string[][] = [];
  const goals: BenchTable['goals'] = [];
  for (const [dialect, name] of Object.entries(DATABASES) as [keyof typeof DATABASES, string][]) {
    const measured = await measure(dialect);
    rows.push(...rowsOf(measured).map((row) => [name, ...row]));
    goals.push(...goalsOf(measured).map(({ text, met }) => ({ text: `${name}: ${text}`, met })));
  }
  return {
    title: 'Callback address',
    method:
      `The real host in a process of its own; ${RATE} requests a second over ${CONNECTIONS} connections (autocannon 8.0.0), each another ` +
      `click on a card, whose handler takes ${HANDLER_MS} ms: on PostgreSQL within a transaction of the host, on SQLite, where nobody writes ` +
      `during those, without one. Then ${whole(STORM)} that are not WeCom's as fast as they go: wrong signatures, truncated, XML bombs outside ` +
      `and inside the encryption, unknown addresses; and ${OVERSIZED} over a megabyte at the same time.`,
    columns: ['database', 'requests', 'answered as they should be', 'median', '99th percentile', 'slowest'],
    rows,
    goals,
  };
}

function rowsOf({ verified, posted, repeated, storm, oversized, ...measured }: Measured): string[][] {
  const line = (what: string, { latency, answered, sent }: Load) => [
    what,
    `${answered} of ${sent}`,
    `${latency.p50} ms`,
    `${latency.p99} ms`,
    `${latency.max} ms`,
  ];
  const fact = (what: string, value: string) => [what, value, '', '', ''];
  return [
    line('GET, verification of the address', verified),
    line('POST', posted),
    line('POST, repeats', repeated),
    line('POST, not of WeCom, without pause', storm),
    line('POST, over a megabyte, meanwhile', oversized),
    fact('rows for the clicks', whole(measured.stored)),
    fact('INSERT statements for them', whole(measured.inserts)),
    fact('processor time each, host and handlers included', `${measured.cpuMs.toFixed(1)} ms`),
    fact('handled by then', whole(measured.handled)),
    fact('memory after those not of WeCom', `${measured.grownBytes > 0 ? '+' : ''}${megabytes(measured.grownBytes)}`),
  ];
}

function goalsOf({ verified, posted, repeated, storm, oversized, ...measured }: Measured): BenchTable['goals'] {
  const slowest = Math.max(posted.latency.p99, repeated.latency.p99);
  const isAnswered = [verified, posted, repeated, storm, oversized].every(({ answered, sent }) => answered === sent);
  const isStored = measured.stored === measured.clicks && measured.storedAfterStorm === measured.clicks;
  return [
    { text: `GET under ${LIMIT_MS} ms, all (${verified.latency.max} ms)`, met: verified.latency.max < LIMIT_MS },
    { text: `POST under ${LIMIT_MS} ms at the 99th percentile (${slowest} ms)`, met: slowest < LIMIT_MS },
    { text: 'each click stored once, each request answered', met: isAnswered && isStored },
    { text: `memory flat (${megabytes(measured.grownBytes)})`, met: measured.grownBytes < MOST_GROWN_BYTES },
  ];
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
