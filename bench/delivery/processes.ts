import { Redis } from 'ioredis';
import { perSecond, whole, type BenchTable } from '../table';
import { withStage, type HostProcess, type Stage } from './stage';
import type { Arrivals } from './simulator-process';

const LATENCY_MS = 50;
const MESSAGES = 5000;
/** Sent before each measurement: what a process does for the first time costs more. */
const WARM_UP = 500;
const CALLERS = 8;
const PROCESSES = [1, 2, 4];
/** A database of its own in the Redis of a developer's machine. It is emptied. */
const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/11';

/** Several NocoBase processes on one database that share the work through BullMQ. */
export const processes = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await host.kill();
    await emptyRedis();
    const rows: { running: number; draining: Measured; accepting: Measured }[] = [];
    const hosts: HostProcess[] = [];
    for (const running of PROCESSES) {
      while (hosts.length < running) hosts.push((await stage.start({ env: { WECOM_REDIS_URL: REDIS_URL } })).host);
      const [first = host] = hosts;
      await stage.wecom.call.reset(0);
      await first.call.fill(WARM_UP);
      await stage.arrived(WARM_UP);
      rows.push({
        running,
        draining: await drainFilled(stage, first),
        accepting: await acceptAndSend(stage, hosts),
      });
    }
    await emptyRedis();
    const all = rows.flatMap(({ draining, accepting }) => [draining, accepting]);
    return {
      title: 'Several processes',
      method:
        `${whole(MESSAGES)} different notifications, sent by NocoBase processes that share the work through BullMQ (PostgreSQL, Redis, ` +
        `WeCom answering after ${LATENCY_MS} ms), on one machine, which also runs the databases and WeCom; after ${whole(WARM_UP)} others. ` +
        'Draining: the queue is filled with SQL, from the first inbox to the last. Accepting and sending: the same processes accept them, ' +
        `${CALLERS} callers in all, from handing over the first to the last inbox.`,
      columns: ['processes', 'draining, a second', 'accepting and sending, a second', 'missing', 'twice or dropped'],
      rows: rows.map(({ running, draining, accepting }) => [
        String(running),
        whole(draining.rate),
        whole(accepting.rate),
        String(draining.lost + accepting.lost),
        String(draining.wrong + accepting.wrong),
      ]),
      goals: [{ text: 'each message once', met: all.every(({ lost, wrong }) => lost === 0 && wrong === 0) }],
    };
  });

interface Measured {
  rate: number;
  lost: number;
  wrong: number;
}

async function drainFilled(stage: Stage, host: HostProcess): Promise<Measured> {
  await stage.drained(host);
  await stage.wecom.call.reset(LATENCY_MS);
  await host.call.fill(MESSAGES);
  const arrivals = await stage.arrivals(MESSAGES);
  return measured(arrivals, (arrivals.times[0] ?? Number.NaN) - LATENCY_MS);
}

async function acceptAndSend(stage: Stage, hosts: readonly HostProcess[]): Promise<Measured> {
  const [first] = hosts;
  if (first) await stage.drained(first);
  await stage.wecom.call.reset(LATENCY_MS);
  const share = MESSAGES / hosts.length;
  const startedAt = Date.now();
  await Promise.all(
    hosts.map((each, index) =>
      each.call.sendThroughUs({ first: index * share, count: share, callers: CALLERS / hosts.length }),
    ),
  );
  return measured(await stage.arrivals(MESSAGES), startedAt);
}

const measured = ({ times, doubled, dropped }: Arrivals, startedAt: number): Measured => ({
  rate: perSecond(times.length, (times.at(-1) ?? Number.NaN) - startedAt),
  lost: MESSAGES - times.length,
  wrong: doubled + dropped,
});

async function emptyRedis(): Promise<void> {
  const redis = new Redis(REDIS_URL);
  await redis.flushdb();
  redis.disconnect();
}
