import type { Database, Model, Transaction } from '@nocobase/database';
import { freeUsernames } from './free-username';

/** What becomes of a member who is new here. */
export interface NewUser {
  /** The member's id; the username unless somebody has it. */
  username: string;
  nickname: string;
  phone?: string;
  email?: string;
}

/** Makes a user as the host does: through the repository, whose events give the default role and start workflows. */
export async function signUp(db: Database, { username, ...values }: NewUser, transaction: Transaction): Promise<Model> {
  const [free] = await freeUsernames(db, [username], transaction);
  return (await db.getRepository('users').create({ values: { ...values, username: free }, transaction })) as Model;
}
