import { whole, type BenchTable } from '../table';
import { withStage } from './stage';

const LATENCY_MS = 50;
const MEMBERS = 10_000;
const CALLS = MEMBERS / 1000;

/** One message to everybody, by a process that has no access token yet. */
export const broadcast = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(LATENCY_MS);
    const { startedAt, acceptedMs } = await host.call.broadcast();
    const { times, calls, doubled } = await stage.arrivals(MEMBERS);
    const elapsedMs = (times.at(-1) ?? Number.NaN) - startedAt;
    const sends = calls['/cgi-bin/message/send'] ?? 0;
    const tokens = calls['/cgi-bin/gettoken'] ?? 0;
    return {
      title: 'One message to 10,000 members',
      method: `PostgreSQL, WeCom answering after ${LATENCY_MS} ms, the first message of a process; from handing it over to the last inbox.`,
      columns: ['inboxes', 'accepted after', 'in the last inbox after', '`message/send`', '`gettoken`', 'twice'],
      rows: [
        [
          whole(times.length),
          `${whole(acceptedMs)} ms`,
          `${whole(elapsedMs)} ms`,
          `${sends}`,
          `${tokens}`,
          `${doubled}`,
        ],
      ],
      goals: [
        { text: `${CALLS} calls (${sends})`, met: sends === CALLS },
        { text: `one \`gettoken\` (${tokens})`, met: tokens === 1 },
        { text: `under 2 s (${whole(elapsedMs)} ms)`, met: elapsedMs < 2000 },
        { text: 'each member once', met: times.length === MEMBERS && doubled === 0 },
      ],
    };
  });
