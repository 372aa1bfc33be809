import { whole, type BenchTable } from '../table';
import { CORP } from './corp-size';
import { BURST, FLOOD, STEADY, type Delays } from './hear-changes';
import { ourSyncs } from './our-syncs';

const LIMIT_MS = 5000;

/** How soon a change WeCom tells is in NocoBase. */
export async function contactChanges(): Promise<BenchTable> {
  const { steady, burst, flood } = (await ourSyncs()).heard;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const row = (what: string, count: number, { median, p99, slowest }: Delays) => [
    what,
    whole(count),
    seconds(median),
    seconds(p99),
    seconds(slowest),
  ];
  return {
    title: 'Changes told by callback',
    method:
      `The synced corp of ${whole(CORP.members)} members in ${whole(CORP.departments)} departments on PostgreSQL: members get another name, WeCom, simulated in a process of its own, posts an encrypted event for each, the plugin asks it what the member is now, and writes it. ` +
      'The time from the change in WeCom until the user is written; each event is another member’s.',
    columns: ['changes', 'events', 'median', '99th percentile', 'slowest'],
    rows: [
      row(`${STEADY.perSecond} a second`, STEADY.count, steady),
      row('all at once', BURST, burst),
      row('all at once', FLOOD, flood),
    ],
    goals: [
      {
        text: `${STEADY.perSecond} a second: each within ${LIMIT_MS / 1000} seconds (${seconds(steady.slowest)})`,
        met: steady.slowest < LIMIT_MS,
      },
      {
        text: `${BURST} at once: each within ${LIMIT_MS / 1000} seconds (${seconds(burst.slowest)})`,
        met: burst.slowest < LIMIT_MS,
      },
    ],
  };
}
