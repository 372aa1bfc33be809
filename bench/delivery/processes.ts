import { Redis } from 'ioredis';
import { perSecond, whole, type BenchTable } from '../table';
import { withStage, type HostProcess } from './stage';

const LATENCY_MS = 50;
const MESSAGES = 5000;
const CALLERS = 8;
const PROCESSES = [1, 2, 4];
/** A database of its own in the Redis of a developer's machine. It is emptied. */
const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/11';

/** Several NocoBase processes on one database that share the work through BullMQ. */
export const processes = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await host.kill();
    await emptyRedis();
    const rows: { running: number; rate: number; lost: number; wrong: number }[] = [];
    const hosts: HostProcess[] = [];
    for (const running of PROCESSES) {
      while (hosts.length < running) hosts.push((await stage.start({ env: { WECOM_REDIS_URL: REDIS_URL } })).host);
      await stage.wecom.call.reset(LATENCY_MS);
      const share = MESSAGES / running;
      const startedAt = Date.now();
      await Promise.all(
        hosts.map((each, index) =>
          each.call.sendThroughUs({ first: index * share, count: share, callers: CALLERS / running }),
        ),
      );
      const { times, doubled, dropped } = await stage.arrivals(MESSAGES);
      await stage.drained(hosts[0] ?? host);
      const rate = perSecond(times.length, (times.at(-1) ?? Number.NaN) - startedAt);
      rows.push({ running, rate, lost: MESSAGES - times.length, wrong: doubled + dropped });
    }
    await emptyRedis();
    return {
      title: 'Several processes',
      method:
        `${whole(MESSAGES)} different notifications, accepted and sent by NocoBase processes that share the work through BullMQ ` +
        `(PostgreSQL, Redis, ${CALLERS} callers in all, WeCom answering after ${LATENCY_MS} ms), on one machine, which also runs the ` +
        'databases and WeCom.',
      columns: ['processes', 'messages a second', 'missing', 'twice or dropped'],
      rows: rows.map(({ running, rate, lost, wrong }) => [String(running), whole(rate), String(lost), String(wrong)]),
      goals: [{ text: 'each message once', met: rows.every(({ lost, wrong }) => lost === 0 && wrong === 0) }],
    };
  });

async function emptyRedis(): Promise<void> {
  const redis = new Redis(REDIS_URL);
  await redis.flushdb();
  redis.disconnect();
}
