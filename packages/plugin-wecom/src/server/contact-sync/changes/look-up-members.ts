import type { Member, SimpleMember } from '@openwecom/client';
import type { ContactBook } from '../contact-book';
import type { ContactSource } from '../open-source';
import { eachAtOnce } from '../read/each-at-once';
import { isIdsOnly } from '../read/errcodes';
import { readMember } from '../read/read-members';
import { readOptions } from '../read/read-options';
import type { WriteContext } from '../write/write-context';
import { departmentsBefore } from './departments-before';
import type { Told } from './told';

/** Members as they are now. */
export interface MembersNow {
  /** By userid; null: they are gone. */
  members: Map<string, Member | SimpleMember | null>;
  /** When that was so, by lower-cased userid, of those whom WeCom may not be asked for: in milliseconds since 1970. */
  toldAt: Map<string, number>;
}

/** Members as WeCom has them now, or as events tell when it may not be asked; of whom neither is known are left out. */
export async function lookUpMembers(
  { readers: { app } }: ContactSource,
  context: WriteContext,
  book: ContactBook,
  userIds: readonly string[],
  told: ReadonlyMap<string, Told>,
  signal: AbortSignal,
): Promise<MembersNow> {
  const now: MembersNow = { members: new Map(), toldAt: new Map() };
  const events = new Map<string, Told>();
  const reading = readOptions(signal);
  await eachAtOnce(new Set(userIds), reading.concurrency, async (userId) => {
    const event = told.get(userId);
    try {
      if (app) now.members.set(userId, (await readMember(app, userId, reading)) ?? null);
      else if (event) events.set(userId, event);
    } catch (error) {
      if (!isIdsOnly(error)) throw error;
      if (event) events.set(userId, event);
    }
  });
  const partial = [...events].flatMap(([userId, { member }]) => (member && !member.department ? [userId] : []));
  const before = await departmentsBefore(context, book, partial);
  for (const [userId, { at, member }] of events) {
    const department = member?.department ?? before.get(userId.toLowerCase());
    // Without departments nothing can be done about somebody nobody knows.
    if (member && !department) continue;
    now.members.set(userId, member && { ...member, department: department ?? [] });
    now.toldAt.set(userId.toLowerCase(), at);
  }
  return now;
}
