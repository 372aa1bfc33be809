import type { MemberChange } from '../compare-members';
import { describeFailure, failureText } from '../../apps/failure';
import type { SyncProgress } from '../runs/sync-progress';
import { withoutValues } from '../without-values';
import { chunks } from './chunks';
import { inTransaction } from './in-transaction';
import type { MemberWriting } from './member-writing';
import { unusedValues } from './unused-values';
import { writeMembers } from './write-members';

/**
 * Bounds what one transaction holds, and how long others wait for it on SQLite. And keeps V8 from taking rows for long-lived: once it
 * finds nearly all of a hundred or more objects that one piece of code made still in use, it puts what that code makes among the old
 * objects, where garbage stays for long. Code that reads and writes rows makes all rows of the host.
 */
const BATCH = 25;

/** Batches that are prepared together. */
const GROUP = 20 * BATCH;

/**
 * Writes members in batches. Of a batch that does not go in, its halves are tried, down to the one member whose failure is then
 * recorded; the others are not kept from theirs.
 *
 * @param before members that needed no writing, for the progress
 */
export async function writeInBatches(
  writing: MemberWriting,
  changes: readonly MemberChange[],
  run: SyncProgress,
  before: number,
): Promise<void> {
  const total = before + changes.length;
  run.progress('writing', before, total);
  let done = before;
  for (const group of chunks(changes, GROUP)) {
    const isWorthwhile = group.length > BATCH;
    const prepared = isWorthwhile ? { ...writing, unused: await unusedValues(writing.app.db, group) } : writing;
    for (const batch of chunks(group, BATCH)) {
      run.signal.throwIfAborted();
      await writeOrHalve(prepared, batch, run);
      done += batch.length;
      run.progress('writing', done, total);
    }
  }
}

async function writeOrHalve(writing: MemberWriting, batch: readonly MemberChange[], run: SyncProgress): Promise<void> {
  try {
    const written = await inTransaction(writing.app, (transaction) => writeMembers(writing, batch, transaction));
    run.counts.created += written.created;
    run.counts.updated += written.updated;
    run.counts.conflicts += written.conflicts;
    run.counts.waiting += written.waiting;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const [only] = batch;
    if (batch.length > 1) {
      for (const half of chunks(batch, Math.ceil(batch.length / 2))) await writeOrHalve(writing, half, run);
    } else if (only) {
      const { record } = only;
      const reason = reasonOf(error, writing);
      writing.app.log.warn(`WeCom contact sync ${writing.source}: member ${record.key} was not written`, { reason });
      run.fail({ userId: record.key, ...(record.name && { name: record.name }), reason });
    }
  }
}

/** No member's fault. */
function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && /^Sequelize(Connection|Host|AccessDenied|InvalidConnection)/.test(error.name);
}

function reasonOf(error: unknown, { texts }: MemberWriting): string {
  const failure = describeFailure(error, texts);
  if (failure) return failureText(failure, texts);
  return withoutValues(error);
}
