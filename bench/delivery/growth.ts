import { median, whole, type BenchTable } from '../table';
import { withStage } from './stage';

/** Small queues are over too soon to be measured once. */
const QUEUES = [
  { queued: 1000, rounds: 5 },
  { queued: 10_000, rounds: 2 },
  { queued: 100_000, rounds: 1 },
];
const MOST_GROWTH = 1.25;

/** The same drain from shorter and longer queues, WeCom answering at once: what one message costs. */
export const growth = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(0);
    await host.call.sendThroughUs({ count: 1, callers: 1 });
    await stage.drained(host);
    const costs = [];
    for (const { queued, rounds } of QUEUES) {
      const wall: number[] = [];
      const cpu: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await stage.wecom.call.reset(0);
        const before = await host.call.usage();
        await host.call.fill(queued);
        const { times } = await stage.arrivals(queued);
        await stage.drained(host);
        const after = await host.call.usage();
        // The engine notices what others have written within a second, which is no cost of a message.
        wall.push(((times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)) / queued);
        cpu.push((after.cpuMs - before.cpuMs) / queued);
      }
      costs.push({ queued, rounds, wallMs: median(wall), cpuMs: median(cpu) });
    }
    const [smallest] = costs;
    const largest = costs.at(-1);
    const wallGrowth = (largest?.wallMs ?? Number.NaN) / (smallest?.wallMs ?? Number.NaN);
    const cpuGrowth = (largest?.cpuMs ?? Number.NaN) / (smallest?.cpuMs ?? Number.NaN);
    return {
      title: 'Longer queues',
      method:
        'The queue is filled with SQL while the engine runs, and drained with WeCom answering at once; PostgreSQL. ' +
        'Wall clock from the first inbox to the last, CPU of the NocoBase process.',
      columns: ['queued', 'runs', 'messages a second', 'wall clock a message', 'CPU a message'],
      rows: costs.map(({ queued, rounds, wallMs, cpuMs }) => [
        whole(queued),
        String(rounds),
        whole(1000 / wallMs),
        `${wallMs.toFixed(2)} ms`,
        `${cpuMs.toFixed(2)} ms`,
      ]),
      goals: [
        {
          text: `100 times the queue, at most ${MOST_GROWTH} times the wall clock a message (${wallGrowth.toFixed(2)})`,
          met: wallGrowth <= MOST_GROWTH,
        },
        { text: `… and the CPU a message (${cpuGrowth.toFixed(2)})`, met: cpuGrowth <= MOST_GROWTH },
      ],
    };
  });
