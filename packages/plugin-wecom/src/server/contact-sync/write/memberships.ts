import type { Model, Transaction } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { groupBy } from '../read/group-by';

/** A department here that a user is to be in. */
export interface WantedMembership {
  departmentId: string;
  /** Missing: WeCom did not say, so that they lead it, or not, as before. */
  isOwner?: boolean | undefined;
}

/** The departments one user is to be in. */
export interface WantedMemberships {
  userId: string;
  wanted: readonly WantedMembership[];
}

/**
 * Puts users into their departments, and takes them out of those they have left. Departments of other origin are left alone. Three
 * statements, and one for each department somebody left or began or ceased to lead.
 *
 * @param ours ids of the departments that are synced, or were
 * @returns ids of all departments they are in now, by user
 */
export async function writeMemberships(
  app: Application,
  users: readonly WantedMemberships[],
  ours: ReadonlySet<string>,
  transaction: Transaction,
): Promise<Map<string, Set<string>>> {
  const inside = new Map<string, Set<string>>();
  if (users.length === 0) return inside;
  const { db } = app;
  const model = db.getModel<Model>('departmentsUsers');
  const rows = await model.findAll({ where: { userId: users.map(({ userId }) => userId) }, transaction });
  const current = groupBy(rows, (row) => String(row.get('userId')));
  const added: object[] = [];
  for (const { userId, wanted } of users) {
    const of = new Map((current.get(userId) ?? []).map((row) => [String(row.get('departmentId')), row]));
    const leads = new Map(wanted.map(({ departmentId, isOwner }) => [departmentId, isOwner]));
    added.push(
      ...wanted
        .filter(({ departmentId }) => !of.has(departmentId))
        .map(({ departmentId, isOwner = false }) => ({ departmentId, isOwner, userId })),
    );
    const stays = new Set(leads.keys());
    inside.set(userId, stays);
    // One by one: the host's departments plugin looks after what hangs on these.
    for (const [departmentId, row] of of) {
      const isOwner = leads.get(departmentId);
      if (!leads.has(departmentId) && ours.has(departmentId)) await row.destroy({ transaction });
      else stays.add(departmentId);
      if (isOwner !== undefined && isOwner !== row.get('isOwner')) await row.update({ isOwner }, { transaction });
    }
  }
  if (added.length > 0) await model.bulkCreate(added as never[], { transaction, hooks: false, returning: false });
  transaction.afterCommit(async () => {
    for (const { userId } of users) await app.cache.del(`departments:${userId}`);
  });
  return inside;
}
