import { CONCURRENCY } from '../../packages/plugin-wecom/src/server/delivery/concurrency';
import { median, perSecond, whole, type BenchTable } from '../table';
import { drainPlot } from './drain-plot';
import { withStage } from './stage';

const LATENCY_MS = 50;
const CALLERS = 8;
const OURS = 5000;
/** Handed over while they are sent. */
const AT_ONCE = 1000;
/** The host's queue sends about ten a second. */
const THEIRS = 400;
/** Of the host's `WORKER_MODE`: a process that serves people and leaves background work to others. */
const ACCEPTS_ONLY = '!';

/** Messages as they came into inboxes, of those that were under way since `start`. */
interface Reading {
  start: number;
  times: number[];
}

const rateOf = ({ start, times }: Reading): number => perSecond(times.length, (times.at(-1) ?? Number.NaN) - start);

/** What was in the queue when all had been handed over. */
const drainingFrom = (handedOverAt: number, times: readonly number[]): Reading => ({
  start: handedOverAt,
  times: times.filter((time) => time > handedOverAt),
});

/**
 * Notifications to one member each, every one with a text of its own: through the host's own queue, then through the plugin. Each twice:
 * while they are handed over, and from a queue that was full before.
 */
export const drain = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(LATENCY_MS);
    const theirStart = Date.now();
    await host.call.sendThroughHost({ count: THEIRS, callers: CALLERS });
    const theyHaveAll = Date.now();
    const theirs = await stage.arrivals(THEIRS);
    const their = {
      meanwhile: { start: theirStart, times: theirs.times },
      draining: drainingFrom(theyHaveAll, theirs.times),
    };

    await stage.wecom.call.reset(LATENCY_MS);
    const atOnceStart = Date.now();
    await host.call.sendThroughUs({ count: AT_ONCE, callers: CALLERS });
    const atOnce = await stage.arrivals(AT_ONCE);
    await stage.drained(host);
    await host.kill();

    const { host: accepting } = await stage.start({ env: { WORKER_MODE: ACCEPTS_ONLY } });
    await stage.wecom.call.reset(LATENCY_MS);
    const acceptStart = Date.now();
    const waited = await accepting.call.sendThroughUs({ first: AT_ONCE, count: OURS, callers: CALLERS });
    const acceptedMs = Date.now() - acceptStart;
    await accepting.kill();
    await stage.start();
    const ours = await stage.arrivals(OURS);
    const our = {
      meanwhile: { start: atOnceStart, times: atOnce.times },
      // The process had to start first: from the call of the first one, which began before it arrived.
      draining: { start: (ours.times[0] ?? Number.NaN) - LATENCY_MS, times: ours.times },
    };

    const allowed = CONCURRENCY / (LATENCY_MS / 1000);
    const theirsAllowed = 1 / (LATENCY_MS / 1000);
    const ratios = {
      draining: rateOf(our.draining) / rateOf(their.draining),
      meanwhile: rateOf(our.meanwhile) / rateOf(their.meanwhile),
    };
    const cells = (reading: Reading, most: number) => [
      whole(reading.times.length),
      rateOf(reading).toFixed(rateOf(reading) < 100 ? 1 : 0),
      (rateOf(reading) / most).toFixed(2),
    ];
    const wrong = ({ doubled, dropped }: { doubled: number; dropped: number }) => [String(doubled), String(dropped)];
    return {
      title: 'Draining notifications',
      method:
        `Different notifications to one member each, through a real NocoBase on PostgreSQL, WeCom answering after ${LATENCY_MS} ms; ` +
        `${CALLERS} callers hand over. Draining: from a queue that was full before. Of ${whole(THEIRS)} through a channel on the host’s ` +
        `own queue those that were left when all had been handed over, from then to the last inbox; ${whole(OURS)} through the plugin, ` +
        'accepted by a process that does not send and drained by one that is started then, from its first call to the last inbox. ' +
        `Accepting meanwhile: the same ${whole(THEIRS)}, and ${whole(AT_ONCE)} through the plugin that one process accepts and sends, from ` +
        'handing over the first to the last inbox.',
      columns: ['', 'messages', 'a second', 'of what concurrency and latency allow', 'twice', 'dropped'],
      rows: [
        ['draining: the host’s queue', ...cells(their.draining, theirsAllowed), ...wrong(theirs)],
        ['draining: the plugin', ...cells(our.draining, allowed), ...wrong(ours)],
        ['accepting meanwhile: the host’s queue', ...cells(their.meanwhile, theirsAllowed), ...wrong(theirs)],
        ['accepting meanwhile: the plugin', ...cells(our.meanwhile, allowed), ...wrong(atOnce)],
        [
          'the plugin, accepting alone',
          whole(OURS),
          `${whole(perSecond(OURS, acceptedMs))} (${median(waited).toFixed(1)} ms each, ${CALLERS} at once)`,
          '',
          '',
          '',
        ],
      ],
      goals: [
        {
          text: `draining, at least 20 times the host’s queue (${ratios.draining.toFixed(1)}; accepting meanwhile ${ratios.meanwhile.toFixed(1)})`,
          met: ratios.draining >= 20,
        },
        {
          text: `draining, at least 0.70 of ${whole(allowed)} a second (${(rateOf(our.draining) / allowed).toFixed(2)})`,
          met: rateOf(our.draining) / allowed >= 0.7,
        },
        { text: 'each message once', met: ours.times.length === OURS && ours.doubled + ours.dropped === 0 },
      ],
      picture: {
        file: 'delivery-drain.svg',
        svg: drainPlot([
          { name: 'OpenWeCom', emphasised: true, ...our.draining },
          { name: 'NocoBase’s own queue', emphasised: false, ...their.draining },
        ]),
      },
    };
  });
