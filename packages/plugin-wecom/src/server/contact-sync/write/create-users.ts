import type { Database, Model, Transaction } from '@nocobase/database';

export interface NewUser {
  username: string;
  /** Of other fields. */
  values: Readonly<Record<string, unknown>>;
  memberships: readonly Membership[];
  mainDepartmentId: string | null;
}

/** A department here that a user is in. */
export interface Membership {
  departmentId: string;
  isOwner: boolean;
}

/** Sequelize's own way to run what is hooked to a model; its types leave it out. */
interface HookedModel {
  runHooks(hook: string, ...args: unknown[]): Promise<void>;
}

/**
 * Makes users as the host does one by one, with every event others listen to, and with one statement for all: through the host's
 * repository each would take some thirty. Each listener sees what it would see of a single creation.
 *
 * @returns the users, in the order of `newUsers`
 */
export async function createUsers(
  db: Database,
  newUsers: readonly NewUser[],
  transaction: Transaction,
): Promise<Model[]> {
  if (newUsers.length === 0) return [];
  const collection = db.getCollection('users');
  const model = db.getModel<Model>('users') as ReturnType<Database['getModel']> & HookedModel;
  const withDepartments = collection.hasField('departments');
  const all = newUsers.map(({ username, values, memberships, mainDepartmentId }) => ({
    ...values,
    username,
    ...(withDepartments && { mainDepartmentId, departments: memberships.map(({ departmentId }) => departmentId) }),
  }));

  const drafts = model.bulkBuild(all as never[]);
  // For fields that number what is new: they look for the last number once.
  await model.runHooks('beforeBulkCreate', drafts, { transaction });
  for (const [index, draft] of drafts.entries()) {
    const options = { transaction, values: all[index] };
    collection.validate({ values: all[index], operation: 'create' } as never);
    await draft.validate(options as never);
    await model.runHooks('beforeCreate', draft, options);
  }
  await model.bulkCreate(
    drafts.map((draft) => draft.get() as never),
    { transaction, hooks: false },
  );

  // Not every database tells the ids of many rows.
  const stored = await model.findAll({ where: { username: newUsers.map(({ username }) => username) }, transaction });
  const byName = new Map(stored.map((user) => [user.get('username') as string, user]));
  const users = newUsers.map(({ username }) => byName.get(username)!);
  if (withDepartments) await addMemberships(db, users, newUsers, transaction);

  for (const [index, user] of users.entries()) {
    const options = { transaction, values: all[index] };
    await model.runHooks('afterCreate', user, options);
    await db.emitAsync('users.afterCreateWithAssociations', user, options);
    await db.emitAsync('users.afterSaveWithAssociations', user, options);
    user.clearChangedWithAssociations();
  }
  return users;
}

/** Before the events of creation: the host's departments plugin looks at them then. */
async function addMemberships(
  db: Database,
  users: readonly Model[],
  newUsers: readonly NewUser[],
  transaction: Transaction,
): Promise<void> {
  const rows = users.flatMap((user, index) =>
    (newUsers[index]?.memberships ?? []).map((membership) => ({ ...membership, userId: user.get('id') as number })),
  );
  if (rows.length > 0) await db.getModel('departmentsUsers').bulkCreate(rows, { transaction, hooks: false });
}
