import type { Member, SimpleMember } from '@openwecom/client';
import type { ContactSource } from './open-source';
import { eachAtOnce } from './read/each-at-once';
import type { Directory } from './read/read-directory';
import { readMember } from './read/read-members';
import { readOptions } from './read/read-options';
import type { SyncProgress } from './runs/sync-progress';

/**
 * Asks for members once more who were in no department that was read: who moves while departments are read one after the other may be
 * in neither. Each by themselves, or all over again where that takes fewer calls.
 *
 * @param keys of the members
 * @param onMembers told of those who are there, and perhaps of others
 */
export async function findStillThere(
  { readers: { app }, options }: ContactSource,
  directory: Directory,
  keys: readonly string[],
  onMembers: (members: readonly (Member | SimpleMember)[]) => void,
  run: SyncProgress,
): Promise<void> {
  if (keys.length === 0) return;
  if (!app || directory.idsOnly || keys.length > directory.departments.length) return directory.eachMember(onMembers);
  const reading = readOptions(run.signal);
  const covered = new Set(directory.departments.map(({ id }) => id));
  const isCovered = ({ department }: SimpleMember) =>
    options.departments.length === 0 || department.some((id) => covered.has(id));
  let asked = 0;
  run.progress('leavers', asked, keys.length);
  await eachAtOnce(keys, reading.concurrency, async (key) => {
    const member = await readMember(app, key, reading);
    if (member && isCovered(member)) onMembers([member]);
    run.progress('leavers', ++asked, keys.length);
  });
}
