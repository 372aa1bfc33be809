import { median, whole, type BenchTable } from '../table';
import { CHANGES, CORP, type CorpSize } from './corp-size';
import { MB, type Cost } from './cost';
import { countedSync, ourSyncs, type CountedCost } from './our-syncs';
import { onScene } from './scene';

/** The host writes member by member; of so many its costs are taken, and ratios are per member. */
const THROUGH_HOST: CorpSize = { members: 2000, departments: 100 };

const FASTER = { first: 5, unchanged: 50 };
const MOST_MEMORY_MB = 200;

/** Node lets garbage pile up as far as its heap may grow, gigabytes on a large machine; with a limit it shows what a sync needs. */
const HEAP_MB = 300;

/** How much of it piles up is V8's choice, made anew in each process. */
const OTHER_PROCESSES = 3;

const throughHost = () =>
  onScene(THROUGH_HOST, {}, async ({ host }) => ({
    first: await host.syncThroughHost(THROUGH_HOST),
    unchanged: await host.syncThroughHost(THROUGH_HOST),
    changed: await host.syncThroughHost(THROUGH_HOST, true),
  }));

/** A corp that is read for the first time, again, and with some changes, beside what the host does with the same members. */
export async function contactSync(): Promise<BenchTable> {
  const own = await throughHost();
  const { first, unchanged, changed } = await ourSyncs();
  const others: CountedCost[] = [];
  while (others.length < OTHER_PROCESSES) others.push(await onScene(CORP, {}, countedSync));
  const detailed = await onScene(CORP, { withDetails: true }, countedSync);
  const limited = await onScene(CORP, { nodeOptions: [`--max-old-space-size=${HEAP_MB}`] }, countedSync);
  const perMember = (cost: Cost, { members }: CorpSize) => cost.elapsedMs / members;
  const timesAsFast = (mine: Cost, hosts: Cost) => perMember(hosts, THROUGH_HOST) / perMember(mine, CORP);
  const row = (what: string, size: CorpSize, cost: Cost & { calls?: number }, hosts?: Cost) => [
    what,
    whole(size.members),
    `${(cost.elapsedMs / 1000).toFixed(1)} s`,
    `${perMember(cost, size).toFixed(2)} ms`,
    hosts ? `${timesAsFast(cost, hosts).toFixed(1)} ×` : '–',
    cost.calls === undefined ? '–' : whole(cost.calls),
    whole(cost.statements),
    whole(cost.writes),
    `${whole(cost.peakBytes / MB)} MB`,
  ];
  // Token, tree, who else the application sees, and the members of each department.
  const fewestCalls = CORP.departments + 3;
  const peaks = [first, unchanged, changed, ...others, detailed].map(({ peakBytes }) => peakBytes / MB);
  const mostMemory = Math.max(...peaks);
  const needed = limited.peakBytes / MB;
  const firstFaster = timesAsFast(first, own.first);
  const unchangedFaster = timesAsFast(unchanged, own.unchanged);
  return {
    title: 'Contact sync',
    method:
      `${whole(CORP.members)} members in ${whole(CORP.departments)} departments, NocoBase with the departments plugin on PostgreSQL, whose statistics are refreshed once a minute, WeCom simulated in a process of its own. ` +
      `Beside it, in the same run, ${whole(THROUGH_HOST.members)} members of such a corp in ${whole(THROUGH_HOST.departments)} departments through the host's own path (\`UserDataResourceManager\`, which \`userData:push\` and every pull go through), without reading WeCom and without links; fewer, because the host writes them one by one and takes long; how many times as fast is per member. ` +
      `Of its ${whole(THROUGH_HOST.members)}, ${CHANGES} change too. Phone numbers and mails are seen by apps from before June 2022 alone. ` +
      'Writes are statements that change users, departments or who is in which; ' +
      'memory is the largest resident set above that of the process at rest, before its first sync, for all rows; a later sync has what an earlier one left there. ' +
      `Node runs as it does by default, and then V8 takes what a batch makes for long-lived in some processes and not in others, and lets it pile up until memory is short: the first sync is made in ${1 + OTHER_PROCESSES} processes. The last row, with a heap of at most ${HEAP_MB} MB, shows what a sync needs.`,
    columns: [
      'sync',
      'members',
      'time',
      'per member',
      'as fast as the host',
      'API calls',
      'statements',
      'writes',
      'memory',
    ],
    rows: [
      row("host's own path, first", THROUGH_HOST, own.first),
      row("host's own path, nothing changed", THROUGH_HOST, own.unchanged),
      row(`host's own path, ${CHANGES} members changed`, THROUGH_HOST, own.changed),
      row('first', CORP, first, own.first),
      row('nothing changed', CORP, unchanged, own.unchanged),
      row(`${CHANGES} members changed`, CORP, changed, own.changed),
      ...others.map((cost) => row('first, in another process', CORP, cost, own.first)),
      row('first, phone numbers and mails seen', CORP, detailed, own.first),
      row(`first, heap of ${HEAP_MB} MB`, CORP, limited, own.first),
    ],
    goals: [
      {
        text: `first sync: API calls at the minimum, one per department and three (${first.calls})`,
        met: first.calls <= fewestCalls,
      },
      {
        text: `first sync at least ${FASTER.first} times as fast (${firstFaster.toFixed(1)})`,
        met: firstFaster >= FASTER.first,
      },
      {
        text: `unchanged sync at least ${FASTER.unchanged} times as fast (${unchangedFaster.toFixed(0)})`,
        met: unchangedFaster >= FASTER.unchanged,
      },
      { text: `unchanged sync writes nothing (${unchanged.writes} writes)`, met: unchanged.writes === 0 },
      {
        text: `needs at most ${MOST_MEMORY_MB} MB above rest (${whole(needed)} MB)`,
        met: needed <= MOST_MEMORY_MB,
      },
      {
        text: `… and takes no more when the heap is not limited (${whole(mostMemory)} MB at most, median ${whole(median(peaks))} MB)`,
        met: mostMemory <= MOST_MEMORY_MB,
      },
    ],
  };
}
