import { whole, type BenchTable } from '../table';
import type { CorpSize } from './corp-size';
import type { Cost } from './host-process';
import { onScene, type Scene } from './scene';

const CORP: CorpSize = { members: 20_000, departments: 1000 };
const CHANGES = 100;

/** The host writes member by member; of so many its costs are taken, and ratios are per member. */
const THROUGH_HOST: CorpSize = { members: 2000, departments: 100 };

const FASTER = { first: 5, unchanged: 50 };
const MOST_MEMORY_MB = 200;
const MB = 1024 * 1024;

/**
 * An idle NocoBase with these plugins holds 160 MB. Node lets garbage pile up as far as its heap may grow, gigabytes on a large
 * machine, so that only with a limit the largest resident set says what a sync needs.
 */
const HEAP_MB = 300;
const LIMITED = [`--max-old-space-size=${HEAP_MB}`];

interface Counted extends Cost {
  calls: number;
}

async function counted({ wecom, host }: Scene): Promise<Counted> {
  await wecom.calls();
  const cost = await host.sync();
  return { ...cost, calls: await wecom.calls() };
}

/** Measured once, for both tables. */
let ours: Promise<{ first: Counted; unchanged: Counted; changed: Counted }> | undefined;

const measureOurs = () =>
  (ours ??= onScene(CORP, LIMITED, async (scene) => {
    const first = await counted(scene);
    const unchanged = await counted(scene);
    await scene.wecom.change(CHANGES);
    return { first, unchanged, changed: await counted(scene) };
  }));

const measureUnlimited = () => onScene(CORP, [], counted);

const hosts = () =>
  onScene(THROUGH_HOST, LIMITED, async ({ host }) => ({
    first: await host.syncThroughHost(THROUGH_HOST),
    unchanged: await host.syncThroughHost(THROUGH_HOST),
  }));

/** A corp that is read for the first time, again, and with some changes, beside what the host does with the same members. */
export async function contactSync(): Promise<BenchTable> {
  const own = await hosts();
  const { first, unchanged, changed } = await measureOurs();
  const unlimited = await measureUnlimited();
  const perMember = (cost: Cost, { members }: CorpSize) => cost.elapsedMs / members;
  const faster = (what: 'first' | 'unchanged', mine: Cost) =>
    perMember(own[what], THROUGH_HOST) / perMember(mine, CORP);
  const [firstFaster, unchangedFaster] = [faster('first', first), faster('unchanged', unchanged)];
  const row = (what: string, size: CorpSize, cost: Cost & { calls?: number }) => [
    what,
    whole(size.members),
    `${(cost.elapsedMs / 1000).toFixed(1)} s`,
    `${perMember(cost, size).toFixed(2)} ms`,
    cost.calls === undefined ? '–' : whole(cost.calls),
    whole(cost.statements),
    whole(cost.writes),
    `${whole(cost.peakBytes / MB)} MB`,
  ];
  // Token, tree, who else the application sees, and the members of each department.
  const fewestCalls = CORP.departments + 3;
  const mostMemory = Math.max(first.peakBytes, unchanged.peakBytes, changed.peakBytes) / MB;
  return {
    title: 'Contact sync',
    method:
      `${whole(CORP.members)} members in ${whole(CORP.departments)} departments, NocoBase with the departments plugin on PostgreSQL, whose statistics are refreshed once a minute, WeCom simulated in a process of its own. ` +
      `Beside it, in the same run, ${whole(THROUGH_HOST.members)} members of such a corp in ${whole(THROUGH_HOST.departments)} departments through the host's own path (\`UserDataResourceManager\`, which \`userData:push\` and every pull go through), without reading WeCom and without links; fewer, because the host writes them one by one and takes long; ratios are per member. ` +
      'Writes are statements that change users, departments or who is in which; ' +
      `memory is the largest resident set above the idle one, Node's heap being limited to ${HEAP_MB} MB: without a limit it lets garbage pile up before it looks for any, as the last row shows.`,
    columns: ['sync', 'members', 'time', 'per member', 'API calls', 'statements', 'writes', 'memory'],
    rows: [
      row("host's own path, first", THROUGH_HOST, own.first),
      row("host's own path, nothing changed", THROUGH_HOST, own.unchanged),
      row('first', CORP, first),
      row('nothing changed', CORP, unchanged),
      row(`${CHANGES} members changed`, CORP, changed),
      row('first, heap not limited', CORP, unlimited),
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
        text: `at most ${MOST_MEMORY_MB} MB above idle, the heap being limited (${whole(mostMemory)} MB)`,
        met: mostMemory <= MOST_MEMORY_MB,
      },
    ],
  };
}

const SIZES = [2000, CORP.members, 100_000];
const MEMBERS_OF_A_DEPARTMENT = CORP.members / CORP.departments;
const MOST_GROWTH = 1.5;

/** Corps of different sizes: what one member costs. */
export async function contactSyncGrowth(): Promise<BenchTable> {
  const costs: { size: CorpSize; first: Counted; unchanged: Counted }[] = [];
  for (const members of SIZES) {
    const size = { members, departments: members / MEMBERS_OF_A_DEPARTMENT };
    const { first, unchanged } =
      members === CORP.members
        ? await measureOurs()
        : await onScene(size, LIMITED, async (scene) => ({
            first: await counted(scene),
            unchanged: await counted(scene),
          }));
    costs.push({ size, first, unchanged });
  }
  const perMember = (what: 'first' | 'unchanged') =>
    costs.map(({ size, ...cost }) => cost[what].elapsedMs / size.members);
  const growthOf = (values: number[]) => (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN);
  const [first, unchanged] = [growthOf(perMember('first')), growthOf(perMember('unchanged'))];
  const ms = (cost: Cost, { members }: CorpSize) => `${(cost.elapsedMs / members).toFixed(2)} ms`;
  return {
    title: 'Contact sync of larger corps',
    method: `As above, ${MEMBERS_OF_A_DEPARTMENT} members for each department.`,
    columns: ['members', 'first', 'per member', 'memory', 'nothing changed', 'per member', 'memory'],
    rows: costs.map(({ size, first, unchanged }) => [
      whole(size.members),
      `${(first.elapsedMs / 1000).toFixed(1)} s`,
      ms(first, size),
      `${whole(first.peakBytes / MB)} MB`,
      `${(unchanged.elapsedMs / 1000).toFixed(1)} s`,
      ms(unchanged, size),
      `${whole(unchanged.peakBytes / MB)} MB`,
    ]),
    goals: [
      {
        text: `50 times the members, at most ${MOST_GROWTH} times the time a member (${first.toFixed(2)})`,
        met: first <= MOST_GROWTH,
      },
      { text: `… also when nothing changed (${unchanged.toFixed(2)})`, met: unchanged <= MOST_GROWTH },
    ],
  };
}
