import { whole, type BenchTable } from '../table';
import { CORP, type CorpSize } from './corp-size';
import { MB, type Cost } from './cost';
import { countedSync, ourSyncs, type CountedCost } from './our-syncs';
import { onScene } from './scene';

const SIZES = [2000, CORP.members, 100_000];
const MEMBERS_OF_A_DEPARTMENT = CORP.members / CORP.departments;
const MOST_GROWTH = 1.5;

/** Corps of different sizes: what one member costs. */
export async function contactSyncGrowth(): Promise<BenchTable> {
  const costs: { size: CorpSize; first: CountedCost; unchanged: CountedCost }[] = [];
  for (const members of SIZES) {
    const size = { members, departments: members / MEMBERS_OF_A_DEPARTMENT };
    const { first, unchanged } =
      members === CORP.members
        ? await ourSyncs()
        : await onScene(size, {}, async (scene) => ({
            first: await countedSync(scene),
            unchanged: await countedSync(scene),
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
    method: `As in [sync](sync.md), ${MEMBERS_OF_A_DEPARTMENT} members for each department.`,
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
