import { median, whole, type BenchTable } from '../table';
import { sleep, Stage } from './stage';

const QUEUED = 100_000;
const LATENCY_MS = 50;
const STARTS = 5;
/** For so long a process is watched after its start, and works on its queue if there is one. */
const WATCH_MS = 10_000;
const MB = 1_000_000;

type Queue = 'empty' | 'long';

/** What a long queue costs the process that works on it. */
export async function queuedDeliveries(): Promise<BenchTable> {
  const stages = { empty: await Stage.create(), long: await Stage.create() };
  try {
    for (const { stage, host } of Object.values(stages)) {
      await stage.wecom.call.reset(LATENCY_MS);
      await host.call.sendThroughUs({ count: 1, callers: 1 });
      await stage.drained(host);
      if (stage === stages.long.stage) await host.call.fill(QUEUED);
      await host.kill();
    }
    const starts = { empty: [] as number[], long: [] as number[] };
    for (let round = 0; round < STARTS; round += 1) {
      for (const queue of inTurn(round)) {
        const { host, startMs } = await stages[queue].stage.start();
        starts[queue].push(startMs);
        await host.kill();
      }
    }
    const watched = { empty: await watch(stages.empty.stage), long: await watch(stages.long.stage) };
    const startMs = median(starts.long) - median(starts.empty);
    const grown = watched.long.peakMB - watched.empty.peakMB;
    const claimMs = median(watched.long.claims);
    return {
      title: 'A long queue',
      method:
        `A NocoBase process on PostgreSQL with nothing queued, and one with ${whole(QUEUED)} deliveries queued, which it sends ` +
        `meanwhile (${whole(watched.long.sent)} in ${WATCH_MS / 1000} s), WeCom answering after ${LATENCY_MS} ms. Start-up: median of ` +
        `${STARTS} starts each, in turns. Memory: largest resident set in ${WATCH_MS / 1000} s. A claim: its transaction, of ` +
        `${whole(watched.long.claims.length)} claims while sending.`,
      columns: ['', 'nothing queued', `${whole(QUEUED)} queued`, 'more'],
      rows: [
        ['start-up', `${whole(median(starts.empty))} ms`, `${whole(median(starts.long))} ms`, `${whole(startMs)} ms`],
        ['memory', `${whole(watched.empty.peakMB)} MB`, `${whole(watched.long.peakMB)} MB`, `${whole(grown)} MB`],
        ['a claim', '', `${claimMs.toFixed(1)} ms`, ''],
      ],
      goals: [
        { text: `memory grows by less than 100 MB (${whole(grown)} MB)`, met: grown < 100 },
        { text: `start-up takes less than 1 s more (${whole(startMs)} ms)`, met: startMs < 1000 },
        { text: `a claim takes less than 10 ms (median ${claimMs.toFixed(1)} ms)`, met: claimMs < 10 },
      ],
    };
  } finally {
    for (const { stage } of Object.values(stages)) await stage.close();
  }
}

/** Turns change sides, so that neither always follows the other. */
const inTurn = (round: number): Queue[] => (round % 2 === 0 ? ['empty', 'long'] : ['long', 'empty']);

async function watch(stage: Stage): Promise<{ peakMB: number; claims: number[]; sent: number }> {
  const { host } = await stage.start();
  await host.call.watchClaims();
  const before = await stage.wecom.call.arrived();
  await sleep(WATCH_MS);
  const { peakBytes } = await host.call.usage();
  const claims = await host.call.claims();
  const sent = (await stage.wecom.call.arrived()) - before;
  await host.kill();
  return { peakMB: peakBytes / MB, claims, sent };
}
