import { median, whole, type BenchTable } from '../table';
import { postgresCpuMs } from './postgres-cpu';
import { withStage, type HostProcess, type Stage } from './stage';

/** Small queues are over too soon to be measured once. */
const QUEUES = [
  { queued: 1000, rounds: 5 },
  { queued: 10_000, rounds: 2 },
  { queued: 100_000, rounds: 1 },
];
/** Costs of a long drain are told for so many messages at a time, so that it can be seen whether they rise or fall. */
const SLICE = 10_000;
const MOST_GROWTH = 1.25;

interface Cost {
  /** Milliseconds a message. */
  wallMs: number;
  cpuMs: number;
  /** Of PostgreSQL, where that can be known. */
  databaseMs: number | undefined;
}

/** The same drain from shorter and longer queues, WeCom answering at once: what one message costs. */
export const growth = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    // What is done for the first time costs more.
    await stage.wecom.call.reset(0);
    await host.call.fill(1000);
    await stage.arrivals(1000);
    const costs: { queued: number; rounds: number; all: Cost; slices: Cost[] }[] = [];
    for (const { queued, rounds } of QUEUES) {
      const drains: { all: Cost; slices: Cost[] }[] = [];
      for (let round = 0; round < rounds; round += 1) drains.push(await drainAll(stage, host, queued));
      const all = {
        wallMs: median(drains.map((drain) => drain.all.wallMs)),
        cpuMs: median(drains.map((drain) => drain.all.cpuMs)),
        databaseMs: median(drains.flatMap((drain) => drain.all.databaseMs ?? [])),
      };
      costs.push({ queued, rounds, all, slices: rounds === 1 ? (drains[0]?.slices ?? []) : [] });
    }
    const [smallest] = costs;
    const largest = costs.at(-1);
    const growthOf = (cost: 'wallMs' | 'cpuMs') =>
      (largest?.all[cost] ?? Number.NaN) / (smallest?.all[cost] ?? Number.NaN);
    return {
      title: 'Longer queues',
      method:
        'The queue is filled with SQL while the engine runs, and all of it is drained with WeCom answering at once; PostgreSQL. Wall clock ' +
        'from the first inbox to the last, CPU of the NocoBase process and of PostgreSQL. The long drain is also told in its parts.',
      columns: ['queued', 'runs', 'messages a second', 'wall clock a message', 'CPU a message', 'PostgreSQL’s CPU'],
      rows: costs.flatMap(({ queued, rounds, all, slices }) => [
        [whole(queued), String(rounds), ...cells(all)],
        ...slices.map((slice, index) => [
          `… ${whole(index * SLICE + 1)} to ${whole((index + 1) * SLICE)}`,
          '',
          ...cells(slice),
        ]),
      ]),
      goals: [
        {
          text: `100 times the queue, at most ${MOST_GROWTH} times the wall clock a message (${growthOf('wallMs').toFixed(2)})`,
          met: growthOf('wallMs') <= MOST_GROWTH,
        },
        {
          text: `… and the CPU a message (${growthOf('cpuMs').toFixed(2)})`,
          met: growthOf('cpuMs') <= MOST_GROWTH,
        },
      ],
    };
  });

function cells({ wallMs, cpuMs, databaseMs = Number.NaN }: Cost): string[] {
  const ms = (value: number) => (Number.isNaN(value) ? '' : `${value.toFixed(2)} ms`);
  return [whole(1000 / wallMs), ms(wallMs), ms(cpuMs), ms(databaseMs)];
}

async function drainAll(stage: Stage, host: HostProcess, queued: number): Promise<{ all: Cost; slices: Cost[] }> {
  await stage.drained(host);
  await stage.wecom.call.reset(0);
  await host.call.fill(queued);
  const marks = [await mark(stage, host)];
  for (let count = SLICE; count < queued; count += SLICE) {
    await stage.arrived(count);
    marks.push(await mark(stage, host));
  }
  const { times } = await stage.arrivals(queued);
  marks.push(await mark(stage, host));
  const slices = marks.slice(1).map((end, index) => costBetween(marks[index] ?? end, end, times));
  return { all: costBetween(marks[0] ?? NOTHING, marks.at(-1) ?? NOTHING, times), slices };
}

interface Mark {
  arrived: number;
  cpuMs: number;
  databaseMs: number | undefined;
}

const NOTHING: Mark = { arrived: 0, cpuMs: 0, databaseMs: undefined };

async function mark(stage: Stage, host: HostProcess): Promise<Mark> {
  const [{ cpuMs }, arrived] = await Promise.all([host.call.usage(), stage.wecom.call.arrived()]);
  return { arrived, cpuMs, databaseMs: postgresCpuMs() };
}

/** @param times when each of all messages arrived */
function costBetween(start: Mark, end: Mark, times: readonly number[]): Cost {
  const count = end.arrived - start.arrived;
  const [from, to] = [times[start.arrived], times[end.arrived - 1]];
  const database = [end.databaseMs, start.databaseMs];
  return {
    wallMs: ((to ?? Number.NaN) - (from ?? Number.NaN)) / count,
    cpuMs: (end.cpuMs - start.cpuMs) / count,
    databaseMs: database.includes(undefined) ? undefined : ((database[0] ?? 0) - (database[1] ?? 0)) / count,
  };
}
