import { median, whole, type BenchTable } from '../table';
import { withStage } from './stage';

/** Small queues are over too soon to be measured once. Of the long one the first are measured: each claim has all the others behind it. */
const QUEUES = [
  { queued: 1000, rounds: 5, measured: 1000 },
  { queued: 10_000, rounds: 2, measured: 10_000 },
  { queued: 100_000, rounds: 1, measured: 10_000 },
];
const MOST_GROWTH = 1.25;

/** The same drain from shorter and longer queues, WeCom answering at once: what one message costs. */
export const growth = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    const costs = [];
    // What is done for the first time costs more.
    await stage.wecom.call.reset(0);
    await host.call.fill(1000);
    await stage.arrivals(1000);
    for (const { queued, rounds, measured } of QUEUES) {
      const wall: number[] = [];
      const cpu: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await stage.drained(host);
        await stage.wecom.call.reset(0);
        await host.call.fill(queued);
        const before = await host.call.usage();
        const arrived = await stage.wecom.call.arrived();
        const { times } = await stage.arrivals(measured);
        const after = await host.call.usage();
        wall.push(((times[measured - 1] ?? Number.NaN) - (times[0] ?? Number.NaN)) / measured);
        cpu.push((after.cpuMs - before.cpuMs) / (times.length - arrived));
      }
      costs.push({ queued, rounds, measured, wallMs: median(wall), cpuMs: median(cpu) });
    }
    const [smallest] = costs;
    const largest = costs.at(-1);
    const wallGrowth = (largest?.wallMs ?? Number.NaN) / (smallest?.wallMs ?? Number.NaN);
    const cpuGrowth = (largest?.cpuMs ?? Number.NaN) / (smallest?.cpuMs ?? Number.NaN);
    return {
      title: 'Longer queues',
      method:
        'The queue is filled with SQL while the engine runs, and drained with WeCom answering at once; PostgreSQL. ' +
        'Wall clock from the first inbox to the last that is measured, CPU of the NocoBase process.',
      columns: ['queued', 'measured', 'runs', 'messages a second', 'wall clock a message', 'CPU a message'],
      rows: costs.map(({ queued, rounds, measured, wallMs, cpuMs }) => [
        whole(queued),
        measured === queued ? 'all' : `the first ${whole(measured)}`,
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
