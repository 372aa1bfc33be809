import type { Collection, Database, Model, Transaction } from '@nocobase/database';

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
type HookedModel = ReturnType<Database['getModel']> & {
  runHooks(hook: string, ...args: unknown[]): Promise<void>;
};

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
  const model = db.getModel<Model>('users') as HookedModel;
  const withDepartments = collection.hasField('departments');
  const all = newUsers.map(({ username, values, memberships, mainDepartmentId }) => {
    const departments = memberships.map(({ departmentId }) => departmentId);
    return withDepartments ? { ...values, username, mainDepartmentId, departments } : { ...values, username };
  });

  const rows = await draftRows(collection, model, all, transaction);
  await model.bulkCreate(rows as never[], { transaction, hooks: false, returning: false });

  // Not every database tells the ids of many rows.
  const stored = await model.findAll({ where: { username: newUsers.map(({ username }) => username) }, transaction });
  const byName = new Map(stored.map((user) => [user.get('username') as string, user]));
  const users = newUsers.map(({ username }) => byName.get(username)!);
  for (const [index, user] of users.entries()) {
    await model.runHooks('afterCreate', user, { transaction, values: all[index] });
  }
  if (withDepartments) await addMemberships(db, users, newUsers, transaction);
  if (collection.hasField('roles')) await addDefaultRole(db, users, transaction);
  for (const [index, user] of users.entries()) {
    const options = { transaction, values: all[index] };
    await db.emitAsync('users.afterCreateWithAssociations', user, options);
    await db.emitAsync('users.afterSaveWithAssociations', user, options);
    user.clearChangedWithAssociations();
  }
  return users;
}

/** What is to be stored of new users. Apart from what follows, so that the drafts are gone by then and no garbage collector copies them. */
async function draftRows(
  collection: Collection,
  model: HookedModel,
  all: readonly object[],
  transaction: Transaction,
): Promise<unknown[]> {
  const drafts = model.bulkBuild(all as never[]);
  // For fields that number what is new: they look for the last number once.
  await model.runHooks('beforeBulkCreate', drafts, { transaction });
  for (const [index, draft] of drafts.entries()) {
    const options = { transaction, values: all[index] };
    collection.validate({ values: all[index], operation: 'create' } as never);
    await draft.validate(options as never);
    await model.runHooks('beforeCreate', draft, options);
  }
  return drafts.map((draft) => draft.get() as unknown);
}

/** Before the events that follow: the host's departments plugin looks at them then. */
async function addMemberships(
  db: Database,
  users: readonly Model[],
  newUsers: readonly NewUser[],
  transaction: Transaction,
): Promise<void> {
  const rows = users.flatMap((user, index) =>
    (newUsers[index]?.memberships ?? []).map(({ departmentId, isOwner }) => ({
      userId: user.get('id') as number,
      departmentId,
      isOwner,
    })),
  );
  if (rows.length > 0)
    await db.getModel('departmentsUsers').bulkCreate(rows, { transaction, hooks: false, returning: false });
}

/** The host gives it with the events that follow, to each user who has no role yet by then, in four statements each; two when it is there. */
async function addDefaultRole(db: Database, users: readonly Model[], transaction: Transaction): Promise<void> {
  const role = (await db.getRepository('roles').findOne({ filter: { default: true }, transaction })) as Model | null;
  if (!role) return;
  const model = db.getModel<Model>('rolesUsers');
  const userId = users.map((user) => user.get('id') as number);
  const given = await model.findAll({ where: { userId }, attributes: ['userId'], transaction });
  const having = new Set(given.map((row) => String(row.get('userId'))));
  const rows = userId
    .filter((id) => !having.has(String(id)))
    .map((id) => ({ userId: id, roleName: role.get('name') as string }));
  if (rows.length > 0) await model.bulkCreate(rows as never[], { transaction });
}
