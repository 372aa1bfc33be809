import { median, perSecond, whole, type BenchTable } from '../table';
import { drainPlot } from './drain-plot';
import { withStage } from './stage';

const LATENCY_MS = 50;
/** Of the delivery engine, as it comes. */
const CONCURRENCY = 24;
const CALLERS = 8;
const OURS = 5000;
const THEIRS = 150;

/** Notifications to one member each, every one with a text of its own: through the host's own queue, then through the plugin. */
export const drain = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(LATENCY_MS);
    const theirStart = Date.now();
    await host.call.sendThroughHost(THEIRS);
    const theirs = await stage.arrivals(THEIRS);

    await stage.wecom.call.reset(LATENCY_MS);
    const ourStart = Date.now();
    const waited = await host.call.sendThroughUs({ count: OURS, callers: CALLERS });
    const acceptedMs = Date.now() - ourStart;
    const ours = await stage.arrivals(OURS);

    const rateOf = (times: number[], start: number) => perSecond(times.length, (times.at(-1) ?? Number.NaN) - start);
    const theirRate = rateOf(theirs.times, theirStart);
    const ourRate = rateOf(ours.times, ourStart);
    const allowed = CONCURRENCY / (LATENCY_MS / 1000);
    const ratio = ourRate / theirRate;
    const share = ourRate / allowed;
    return {
      title: 'Draining notifications',
      method:
        `Different notifications to one member each, through a real NocoBase on PostgreSQL, WeCom answering after ${LATENCY_MS} ms; ` +
        `from handing over the first to the last inbox. ${whole(THEIRS)} through a channel on the host’s own queue, ` +
        `${whole(OURS)} through the plugin, handed over by ${CALLERS} callers.`,
      columns: ['', 'messages a second', 'of what concurrency and latency allow', 'twice', 'dropped'],
      rows: [
        ['the host’s queue', theirRate.toFixed(1), '', String(theirs.doubled), String(theirs.dropped)],
        ['the plugin', whole(ourRate), share.toFixed(2), String(ours.doubled), String(ours.dropped)],
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
        { text: `at least 0.70 of ${whole(allowed)} a second (${share.toFixed(2)})`, met: share >= 0.7 },
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
