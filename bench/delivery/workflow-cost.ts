import { median, whole, type BenchTable } from '../table';
import { workflowKinds, type WorkflowKind } from './set-up';
import { withStage } from './stage';

const LATENCY_MS = 50;
const ROUNDS = 150;
/** A server has been running for a while. */
const WARM_UP = 300;

const names: Record<WorkflowKind, string> = {
  none: 'without a node',
  idle: 'with a channel that does nothing',
  'in-app': 'with the host’s in-app message',
  wecom: 'with a WeCom message',
};

/** What a notification costs the workflow that sends it. */
export const workflowCost = () =>
  withStage(async ({ stage, host }): Promise<BenchTable> => {
    await stage.wecom.call.reset(LATENCY_MS);
    const times: Record<WorkflowKind, number[]> = { none: [], idle: [], 'in-app': [], wecom: [] };
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      for (const kind of inTurn(round)) {
        const elapsedMs = await host.call.runWorkflow({ kind, n: round });
        if (round >= WARM_UP) times[kind].push(elapsedMs);
        // What the message sets in motion ends before the next run starts, and so burdens its own run alone.
        if (kind === 'wecom') await stage.drained(host);
      }
    }
    const none = median(times.none);
    const idle = median(times.idle) - none;
    const ratio = median(times.wecom) / median(times['in-app']);
    const added = median(times.wecom) - none;
    return {
      title: 'A notification in a workflow',
      method:
        `A synchronous workflow on PostgreSQL, from its trigger to the end of its execution; median of ${whole(ROUNDS)} rounds after ${WARM_UP} to warm up, ` +
        'in each of which the four run one after the other in changing order. Sending begins during the run, as in production, and ' +
        'is over before the next run starts. The channel that does nothing shows the host’s own share: the node, its job and the row of the log.',
      columns: ['workflow', 'median', '90th percentile', 'more than without'],
      rows: workflowKinds.map((kind) => [
        names[kind],
        `${median(times[kind]).toFixed(1)} ms`,
        `${percentile(times[kind], 0.9).toFixed(1)} ms`,
        `${(median(times[kind]) - none).toFixed(1)} ms`,
      ]),
      goals: [
        { text: `at most 1.5 times the host’s in-app message (${ratio.toFixed(2)})`, met: ratio <= 1.5 },
        {
          text: `at most 5 ms more than without a node (${added.toFixed(1)} ms, of which ${idle.toFixed(1)} ms are the host’s)`,
          met: added <= 5,
        },
      ],
    };
  });

/** Each of the four is as often first, second and last. */
function inTurn(round: number): WorkflowKind[] {
  const first = round % workflowKinds.length;
  return [...workflowKinds.slice(first), ...workflowKinds.slice(0, first)];
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
