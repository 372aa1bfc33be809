import type { Database } from '@nocobase/database';
import { membersOf } from '../auth/links';
import type { Texts } from '../texts';

export interface Recipients {
  /** Lower-cased WeCom userid → id of the user, in the order of the users. */
  members: Map<string, string>;
  /** Ids of users that are no member, and what is no id at all. */
  unlinked: string[];
}

/** Which members these users are. One statement, however many they are. */
export async function findRecipients(
  db: Database,
  authenticator: string,
  userIds: readonly string[],
): Promise<Recipients> {
  const linked = await membersOf(db, authenticator, userIds.filter(isId));
  const members = new Map(
    userIds.flatMap((userId): [string, string][] => {
      const member = linked.get(userId);
      return member === undefined ? [] : [[member, userId]];
    }),
  );
  return { members, unlinked: userIds.filter((userId) => !linked.has(userId)) };
}

/** Names in one sentence of a reason; beyond it only their number. */
export const MOST_NAMES = 50;

/** These users by name, for a sentence: the first of them, and how many there are more. */
export async function listOfUsers(db: Database, userIds: readonly string[], texts: Texts): Promise<string> {
  return listOfNames(await namesOf(db, userIds.slice(0, MOST_NAMES)), userIds.length, texts);
}

/** @param total how many they are, named or not */
export function listOfNames(names: readonly string[], total: number, { t, language }: Texts): string {
  const listed = names.join(language === 'zh-CN' ? '、' : ', ');
  return total > names.length
    ? t('server.notification.andMore', { names: listed, count: total - names.length })
    : listed;
}

/** What these users are called, for a person to read: nickname, or user name, or the id. One statement, or none for none. */
export async function namesOf(db: Database, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const users = (await db.getModel('users').findAll({
    where: { id: userIds.filter(isId) },
    attributes: ['id', 'nickname', 'username'],
    raw: true,
  })) as unknown as { id: string | number; nickname?: string | null; username?: string | null }[];
  const names = new Map(users.map(({ id, nickname, username }) => [String(id), nickname || username]));
  return userIds.map((userId) => names.get(userId) || `#${userId}`);
}

/** Databases refuse to compare an id with what is no number. */
function isId(userId: string): boolean {
  return /^\d{1,18}$/.test(userId);
}
