import type { Member, SimpleMember, WeComClient } from '@openwecom/client';
import type { DepartmentRead } from './read-departments';
import { eachAtOnce } from './each-at-once';
import { isMemberGone, isTooLarge } from './errcodes';
import type { ReadOptions } from './read-options';

/** Told about members as they are read; somebody in several departments may come several times. */
export type OnMembers = (members: readonly Member[]) => void;

export interface MemberReading extends ReadOptions {
  departments: readonly DepartmentRead[];
  /** Whether members who are in none of the departments belong too: those the app sees by themselves. */
  andOthers: boolean;
  onMembers: OnMembers;
  onDepartmentRead: () => void;
}

/** Rows of one answer of `user/list_id` (document 96067). */
const PAGE = 10_000;

/** The ids of all members of the corp and their departments: one call for ten thousand rows. */
export async function readMemberIds(
  contacts: WeComClient,
  { patiently, signal }: ReadOptions,
): Promise<SimpleMember[]> {
  const members = new Map<string, SimpleMember>();
  for (let cursor = ''; ;) {
    const from = cursor;
    const page = await patiently(() =>
      contacts.user.listId({ ...(from && { cursor: from }), limit: PAGE }, { signal }),
    );
    for (const { userid, department } of page.dept_user) {
      const known = members.get(userid);
      if (known) known.department.push(department);
      else members.set(userid, { userid, department: [department] });
    }
    cursor = page.next_cursor ?? '';
    if (!cursor) return [...members.values()];
  }
}

/**
 * All members an app sees, with details: one call per department, as there is none that covers those below. Knowing who is where, which
 * only the secret of contacts sync tells, spares the departments that add nobody.
 *
 * @param known members and their departments, when they are known
 */
export async function readMembers(
  app: WeComClient,
  known: readonly SimpleMember[] | undefined,
  reading: MemberReading,
): Promise<void> {
  const { departments, concurrency, onDepartmentRead } = reading;
  const needed = known ? departmentsThatCover(departments, known) : departments;
  for (let spared = departments.length - needed.length; spared > 0; spared--) onDepartmentRead();
  const seen = new Set<string>();
  const onMembers: OnMembers = (members) => {
    for (const { userid } of members) seen.add(userid.toLowerCase());
    reading.onMembers(members);
  };
  await eachAtOnce(needed, concurrency, async ({ id }) => {
    await readDepartmentMembers(app, id, { ...reading, onMembers });
    onDepartmentRead();
  });
  if (reading.andOthers) await readOthers(app, seen, { ...reading, onMembers });
}

/** Departments that together have everybody: going from the fullest, those that add somebody. */
function departmentsThatCover(departments: readonly DepartmentRead[], members: readonly SimpleMember[]) {
  const inside = new Map<number, Set<string>>(departments.map(({ id }) => [id, new Set()]));
  for (const { userid, department } of members) for (const id of department) inside.get(id)?.add(userid);
  const covered = new Set<string>();
  return [...departments]
    .sort((one, other) => (inside.get(other.id)?.size ?? 0) - (inside.get(one.id)?.size ?? 0))
    .filter(({ id }) => {
      const before = covered.size;
      for (const userid of inside.get(id) ?? []) covered.add(userid);
      return covered.size > before;
    });
}

/** The members of one department. One call; when the answer is too large (45029), a list of names and then each by itself. */
export async function readDepartmentMembers(
  app: WeComClient,
  id: number,
  {
    patiently,
    signal,
    concurrency,
    onMembers,
  }: Pick<MemberReading, 'patiently' | 'signal' | 'concurrency' | 'onMembers'>,
): Promise<void> {
  try {
    onMembers((await patiently(() => app.user.list({ department_id: id }, { signal }))).userlist);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const { userlist } = await patiently(() => app.user.simplelist({ department_id: id }, { signal }));
    await eachAtOnce(userlist, concurrency, async ({ userid }) => {
      const member = await readMember(app, userid, { patiently, signal });
      if (member) onMembers([member]);
    });
  }
}

/** @returns undefined when there is no such member, or none the app may see */
export async function readMember(
  app: WeComClient,
  userid: string,
  { patiently, signal }: Pick<ReadOptions, 'patiently' | 'signal'>,
): Promise<Member | undefined> {
  try {
    return await patiently(() => app.user.get({ userid }, { signal }));
  } catch (error) {
    if (isMemberGone(error)) return undefined;
    throw error;
  }
}

/** Members in the visible range for themselves or by a tag, unless a department had them. */
async function readOthers(app: WeComClient, seen: ReadonlySet<string>, reading: MemberReading): Promise<void> {
  const { patiently, signal, concurrency, onMembers } = reading;
  const agent = await patiently(() => app.agent.get({ signal }));
  const named = (agent.allow_userinfos?.user ?? []).map(({ userid }) => userid);
  for (const tagid of agent.allow_tags?.tagid ?? []) {
    const { userlist } = await patiently(() => app.tag.get({ tagid }, { signal }));
    named.push(...userlist.map(({ userid }) => userid));
  }
  const others = new Map(named.map((userid) => [userid.toLowerCase(), userid]));
  await eachAtOnce(others, concurrency, async ([key, userid]) => {
    if (seen.has(key)) return;
    const member = await readMember(app, userid, { patiently, signal });
    if (member) onMembers([member]);
  });
}
