import type { Database } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../constants';

/** Which members these users are, those with a disabled link left out: user id (as text, as databases differ) → lower-cased WeCom userid. One statement. */
export async function membersOf(
  db: Database,
  authenticator: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const links = (await db.getModel(LINKS_COLLECTION).findAll({
    where: { authenticator, userId: [...userIds], disabled: false },
    attributes: ['userId', 'wecomUserId'],
    raw: true,
  })) as unknown as { userId: string | number; wecomUserId: string }[];
  return new Map(links.map(({ userId, wecomUserId }) => [String(userId), wecomUserId]));
}
