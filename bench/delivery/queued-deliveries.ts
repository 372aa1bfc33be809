import { median, quantile, whole, type BenchTable } from '../table';
import type { WatchedClaim } from './claim-watch';
import { sleep, Stage, type HostProcess } from './stage';

const QUEUED = 100_000;
const LATENCY_MS = 50;
/** Then few calls end in a second, and a claim waits for nothing but the database. */
const SLOW_LATENCY_MS = 500;
const STARTS = 3;
/** For so long a process is watched after its start: with a queue, first while its app is paused and then while it sends. */
const WATCH_MS = 15_000;
const MB = 1_000_000;

type Queue = 'empty' | 'long';

/** What a long queue costs the process that works on it. */
export async function queuedDeliveries(): Promise<BenchTable> {
  const stages = { empty: await Stage.create(), long: await Stage.create() };
  try {
    for (const { stage, host } of Object.values(stages)) {
      await stage.wecom.call.reset(LATENCY_MS);
      if (stage === stages.long.stage) {
        // Paused from the first on, so that all of them wait.
        await host.call.fill(0);
        await host.call.pause(true);
        await host.call.fill(QUEUED);
      }
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
    const empty = await watchIdle(stages.empty.stage);
    const long = await watchLong(stages.long.stage);
    const startMs = median(starts.long) - median(starts.empty);
    const { alone, sending } = long.claims;
    const more = (peakMB: number) => peakMB - empty.idle.peakMB;
    const grown = { waiting: more(long.idle.peakMB), sending: more(long.sending.peakMB) };
    const held = long.sending.heldMB - empty.idle.heldMB;
    return {
      title: 'A long queue',
      method:
        `A NocoBase process on PostgreSQL with nothing queued, and one with ${whole(QUEUED)} deliveries queued: while their app is ` +
        `paused, and while they are sent (${whole(long.sent)} in ${WATCH_MS / 1000} s), WeCom answering after ${LATENCY_MS} ms. ` +
        `Start-up: median of ${STARTS} starts each, in turns. Memory: largest resident set in ${WATCH_MS / 1000} s, and what is left ` +
        `on the heap and beside it after a collection. A claim: the transaction that looks for what is due and takes the next two ` +
        `dozen or more, or finds nothing to take; a wake: the look for what may go after something has ended. While WeCom answers after ` +
        `${SLOW_LATENCY_MS} ms and the process has little else to do (${counted(alone)}), and while it sends as fast as it can ` +
        `(${counted(sending)}); the p95 is what 95 of 100 do not exceed.`,
      columns: ['', 'nothing queued', `${whole(QUEUED)} queued, paused`, 'sending', 'more'],
      rows: [
        [
          'start-up',
          `${whole(median(starts.empty))} ms`,
          `${whole(median(starts.long))} ms`,
          '',
          `${whole(startMs)} ms`,
        ],
        [
          'resident memory',
          ...[empty.idle, long.idle, long.sending].map(({ peakMB }) => `${whole(peakMB)} MB`),
          `${whole(grown.waiting)} MB, sending ${whole(grown.sending)} MB`,
        ],
        [
          'held after a collection',
          ...[empty.idle, long.idle, long.sending].map(({ heldMB }) => `${whole(heldMB)} MB`),
          `sending ${whole(held)} MB`,
        ],
        ['a claim', '', '', `${spread(msOf(alone))}; at full speed ${spread(msOf(sending))}`, ''],
        ['a wake', '', '', `${spread(alone.wakes)}; at full speed ${spread(sending.wakes)}`, ''],
      ],
      goals: [
        {
          text: `memory grows by less than 100 MB while they wait (${whole(grown.waiting)} MB)`,
          met: grown.waiting < 100,
        },
        { text: `… and while they are sent (${whole(grown.sending)} MB)`, met: grown.sending < 100 },
        { text: `start-up takes less than 1 s more (${whole(startMs)} ms)`, met: startMs < 1000 },
        ...[
          { when: 'a claim takes less than 10 ms', ms: msOf(alone) },
          { when: '… also while the process sends as fast as it can', ms: msOf(sending) },
        ].flatMap(({ when, ms }) => [
          { text: `${when} (median ${median(ms).toFixed(1)} ms)`, met: median(ms) < 10 },
          { text: `… 95 of 100 (p95 ${quantile(ms, 0.95).toFixed(1)} ms)`, met: quantile(ms, 0.95) < 10 },
        ]),
      ],
    };
  } finally {
    for (const { stage } of Object.values(stages)) await stage.close();
  }
}

interface Watched {
  claims: WatchedClaim[];
  wakes: number[];
}

const msOf = ({ claims }: Watched): number[] => claims.map(({ ms }) => ms);

const spread = (ms: readonly number[]): string =>
  ms.length === 0 ? 'none' : `median ${median(ms).toFixed(1)} ms, p95 ${quantile(ms, 0.95).toFixed(1)} ms`;

const counted = ({ claims, wakes }: Watched): string =>
  `${whole(claims.length)} claims, ${whole(claims.filter(({ took }) => !took).length)} of which took nothing, and ${whole(wakes.length)} wakes`;

/** Turns change sides, so that neither always follows the other. */
const inTurn = (round: number): Queue[] => (round % 2 === 0 ? ['empty', 'long'] : ['long', 'empty']);

interface Memory {
  peakMB: number;
  heldMB: number;
}

/** The same process, with nothing to do. */
async function watchIdle(stage: Stage): Promise<{ idle: Memory }> {
  const { host } = await stage.start({ nodeOptions: ['--expose-gc'] });
  const idle = await memory(host);
  await host.kill();
  return { idle };
}

async function watchLong(stage: Stage) {
  const { host } = await stage.start({ nodeOptions: ['--expose-gc'] });
  const idle = await memory(host);
  await host.call.watchClaims();
  await stage.wecom.call.reset(SLOW_LATENCY_MS);
  await host.call.pause(false);
  await sleep(WATCH_MS);
  const alone = await host.call.claims();
  await stage.wecom.call.reset(LATENCY_MS);
  const sending = await memory(host);
  const all = await host.call.claims();
  const later = { claims: all.claims.slice(alone.claims.length), wakes: all.wakes.slice(alone.wakes.length) };
  const claims = { alone, sending: later };
  const sent = await stage.wecom.call.arrived();
  await host.kill();
  return { idle, sending, claims, sent };
}

async function memory(host: HostProcess): Promise<Memory> {
  await host.call.usage();
  await sleep(WATCH_MS);
  const { peakBytes } = await host.call.usage();
  return { peakMB: peakBytes / MB, heldMB: (await host.call.heldBytes()) / MB };
}
