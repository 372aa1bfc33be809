import type { Model } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../../constants';
import type { Contact } from '../contact-book';
import type { WriteContext } from './write-context';

/** Keys of the members that are in departments here. */
export async function membersIn(
  { app: { db }, source }: WriteContext,
  departments: readonly Contact[],
): Promise<string[]> {
  const departmentId = departments.flatMap(({ target }) => target ?? []);
  if (departmentId.length === 0) return [];
  const inside = await db
    .getModel<Model>('departmentsUsers')
    .findAll({ where: { departmentId }, attributes: ['userId'], raw: true });
  const userIds = (inside as unknown as { userId: string | number }[]).map(({ userId }) => String(userId));
  const members = await db.getModel<Model>(CONTACTS_COLLECTION).findAll({
    where: { source, kind: 'member', target: userIds },
    attributes: ['key'],
  });
  return members.map((member) => member.get('key') as string);
}
