import { median, perSecond, whole, type BenchTable } from '../table';
import { drainPlot } from './drain-plot';
import { withStage } from './stage';

const LATENCY_MS = 50;
/** Of the delivery engine, as it comes. */
const CONCURRENCY = 24;
const CALLERS = 8;
const OURS = 5000;
/** Handed over while they are sent. */
const AT_ONCE = 1000;
const THEIRS = 150;
/** Of the host's `WORKER_MODE`: a process that serves people and leaves background work to others. */
const ACCEPTS_ONLY = '!';

/** Notifications to one member each, every one with a text of its own: through the host's own queue, then through the plugin. */
export const drain = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(LATENCY_MS);
    const theirStart = Date.now();
    await host.call.sendThroughHost(THEIRS);
    const theirs = await stage.arrivals(THEIRS);

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

    const rateOf = (times: number[], start: number) => perSecond(times.length, (times.at(-1) ?? Number.NaN) - start);
    // The first one's call began before it arrived.
    const ourStart = (ours.times[0] ?? Number.NaN) - LATENCY_MS;
    const theirRate = rateOf(theirs.times, theirStart);
    const ourRate = rateOf(ours.times, ourStart);
    const atOnceRate = rateOf(atOnce.times, atOnceStart);
    const allowed = CONCURRENCY / (LATENCY_MS / 1000);
    const shareOf = (rate: number) => (rate / allowed).toFixed(2);
    const ratio = ourRate / theirRate;
    return {
      title: 'Draining notifications',
      method:
        `Different notifications to one member each, through a real NocoBase on PostgreSQL, WeCom answering after ${LATENCY_MS} ms. ` +
        `${whole(THEIRS)} through a channel on the host’s own queue, from handing over the first to the last inbox. ` +
        `${whole(OURS)} through the plugin, accepted by a process that does not send and drained by one that is started then, from ` +
        `the first call to the last inbox; and ${whole(AT_ONCE)} that one process accepts and sends at the same time, from handing ` +
        `over the first to the last inbox. ${CALLERS} callers hand over.`,
      columns: ['', 'messages a second', 'of what concurrency and latency allow', 'twice', 'dropped'],
      rows: [
        ['the host’s queue', theirRate.toFixed(1), '', String(theirs.doubled), String(theirs.dropped)],
        ['the plugin', whole(ourRate), shareOf(ourRate), String(ours.doubled), String(ours.dropped)],
        [
          'the plugin, accepting meanwhile',
          whole(atOnceRate),
          shareOf(atOnceRate),
          String(atOnce.doubled),
          String(atOnce.dropped),
        ],
        [
          'accepting alone',
          `${whole(perSecond(OURS, acceptedMs))} (${median(waited).toFixed(1)} ms each, ${CALLERS} at once)`,
          '',
          '',
          '',
        ],
      ],
      goals: [
        { text: `at least 20 times the host’s queue (${ratio.toFixed(1)})`, met: ratio >= 20 },
        { text: `at least 0.70 of ${whole(allowed)} a second (${shareOf(ourRate)})`, met: ourRate / allowed >= 0.7 },
        { text: 'each message once', met: ours.times.length === OURS && ours.doubled + ours.dropped === 0 },
      ],
      picture: {
        file: 'delivery-drain.svg',
        svg: drainPlot([
          { name: 'OpenWeCom', emphasised: true, start: ourStart, times: ours.times },
          { name: 'NocoBase’s own queue', emphasised: false, start: theirStart, times: theirs.times },
        ]),
      },
    };
  });
