import { fn, Op, where, type Database, type Model, type Transaction } from '@nocobase/database';

/** What becomes of a member who is new here. */
export interface NewUser {
  /** The member's id; the username unless somebody has it. */
  username: string;
  nickname: string;
  phone?: string;
  email?: string;
}

/** So long a username the host accepts; the rest is for a suffix. */
const LONGEST_USERNAME = 44;

const CANDIDATES = 20;

/** Makes a user as the host does: through the repository, whose events give the default role and start workflows. */
export async function signUp(db: Database, { username, ...values }: NewUser, transaction: Transaction): Promise<Model> {
  const free = await freeUsername(db, username, transaction);
  return (await db.getRepository('users').create({ values: { ...values, username: free }, transaction })) as Model;
}

/** Free now: that it still is when the user is made, the database sees to, and then the whole is tried again. */
async function freeUsername(db: Database, wanted: string, transaction: Transaction): Promise<string> {
  const base = wanted.replace(/[@<>"'/]/g, '_').slice(0, LONGEST_USERNAME);
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => (index ? `${base}-${index + 1}` : base));
  const taken = await db.getModel<Model>('users').findAll({
    where: where(fn('lower', db.sequelize.col('username')), { [Op.in]: candidates }),
    attributes: ['username'],
    transaction,
  });
  const names = new Set(taken.map((user) => String(user.get('username')).toLowerCase()));
  return candidates.find((name) => !names.has(name)) ?? `${base}-${Date.now().toString(36).slice(-5)}`;
}
