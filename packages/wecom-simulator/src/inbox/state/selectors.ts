import type { Agent, InboxMessage, Member, Note, OperatorMessage, Seed } from '../api/wire';

export interface Conversation {
  agent: Agent;
  /** What the member sees of this agent, newest last. Recalled messages are among them, dropped ones are not. */
  messages: readonly InboxMessage[];
}

const isLeft = (member: Member): boolean => member.status === 2 || member.status === 5;

/** Ids of the departments a member is in, and of everything above them. */
function departmentsAround(seed: Seed, member: Member): Set<number> {
  const parents = new Map(seed.departments.map((department) => [department.id, department.parentid]));
  const around = new Set<number>();
  for (const id of member.department) {
    for (let at: number | undefined = id; at !== undefined && at !== 0 && !around.has(at); at = parents.get(at)) {
      around.add(at);
    }
  }
  return around;
}

/** Whether an agent may reach a member: by name, by department or by tag. */
export function isInRange(seed: Seed, agent: Agent, member: Member): boolean {
  if (isLeft(member)) return false;
  const { users, departments, tags } = agent.visibleRange;
  const around = departmentsAround(seed, member);
  const named = (userids: readonly string[]) =>
    userids.some((userid) => userid.toLowerCase() === member.userid.toLowerCase());
  const within = (ids: readonly number[]) => ids.some((id) => around.has(id));
  return (
    named(users) ||
    within(departments) ||
    seed.tags.some((tag) => tags.includes(tag.tagid) && (named(tag.userlist) || within(tag.partylist)))
  );
}

/** Agents that cannot reach a member. */
export const agentsOutOfReach = (seed: Seed, member: Member): Agent[] =>
  seed.agents.filter((agent) => !isInRange(seed, agent, member));

/** One for every agent that can reach the member or has; the last to write comes first. */
export function conversationsOf(seed: Seed, member: Member, inbox: readonly InboxMessage[]): Conversation[] {
  const seen = inbox.filter((message) => message.state !== 'dropped');
  return seed.agents
    .map((agent) => ({ agent, messages: seen.filter((message) => message.agentid === agent.agentId) }))
    .filter(({ agent, messages }) => messages.length > 0 || isInRange(seed, agent, member))
    .sort((a, b) => (b.messages.at(-1)?.sentAt ?? 0) - (a.messages.at(-1)?.sentAt ?? 0));
}

/** By name or userid, ignoring case. */
export function searchMembers(members: readonly Member[], query: string): Member[] {
  const wanted = query.trim().toLowerCase();
  return members.filter(
    (member) => member.name.toLowerCase().includes(wanted) || member.userid.toLowerCase().includes(wanted),
  );
}

export function departmentName(seed: Seed, member: Member): string {
  const id = member.main_department ?? member.department[0];
  return seed.departments.find((department) => department.id === id)?.name ?? '';
}

export const findMember = (seed: Seed, userid: string | undefined): Member | undefined =>
  seed.members.find((member) => member.userid.toLowerCase() === userid?.toLowerCase());

/** New messages for one member, in all conversations. */
export function unreadOf(unread: Readonly<Record<string, number>>, userid: string): number {
  const prefix = `${userid.toLowerCase()}/`;
  return Object.entries(unread).reduce((sum, [key, count]) => (key.startsWith(prefix) ? sum + count : sum), 0);
}

export interface DroppedMessage {
  message: OperatorMessage;
  userid: string;
  reason: Note;
}

/** Newest first. */
export function droppedOf(messages: readonly OperatorMessage[]): DroppedMessage[] {
  return messages
    .flatMap((message) =>
      message.recipients
        .filter((recipient) => recipient.state === 'dropped')
        .map(({ userid, reason = '', reasonCode = '', reasonParams = {} }) => ({
          message,
          userid,
          reason: { code: reasonCode, params: reasonParams, message: reason },
        })),
    )
    .reverse();
}
