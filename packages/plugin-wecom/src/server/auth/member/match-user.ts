import { fn, Op, where, type Database, type Model } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { SignInError } from '../sign-in/sign-in-error';
import type { SignInOptions } from '../sign-in/sign-in-options';
import { phoneSpellings } from './phone-spellings';
import { isProtected } from './protected-user';

/** What the rule compares, as far as WeCom tells it. */
export interface MatchValues {
  username: string;
  phone?: string;
  email?: string;
}

/**
 * The user a rule finds for a member who is not linked yet.
 *
 * @returns undefined when there is none
 * @throws {SignInError} `ambiguous`, `protectedUser`, `userTaken`
 */
export async function matchUser(
  db: Database,
  authenticator: string,
  { match }: Pick<SignInOptions, 'match'>,
  values: MatchValues,
): Promise<Model | undefined> {
  const wanted = match === 'none' ? undefined : values[match];
  if (match === 'none' || !wanted) return undefined;
  const spellings = match === 'phone' ? phoneSpellings(wanted) : [wanted.toLowerCase()];
  const users = await db.getModel<Model>('users').findAll({
    // The databases differ in whether they compare letters with their case.
    where: where(fn('lower', db.sequelize.col(match)), { [Op.in]: spellings }),
    limit: 2,
  });
  const [user] = users;
  if (!user) return undefined;
  const member = values.username;
  if (users.length > 1) throw new SignInError('ambiguous', { member });
  const userId = user.get('id') as number;
  if (await isProtected(db, userId)) throw new SignInError('protectedUser', { member });
  // Another request may have linked this very member just now; that link is found when ours does not go in.
  const taken = { authenticator, userId, wecomUserId: { [Op.ne]: member } };
  if (await db.getModel(LINKS_COLLECTION).count({ where: taken })) throw new SignInError('userTaken', { member });
  return user;
}
