import { Op, type Database, type Model, type Transaction } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { SignInError } from '../sign-in/sign-in-error';
import type { MatchRule, SignInOptions } from '../sign-in/sign-in-options';
import { ignoringCase } from './ignoring-case';
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
  const users = (await findMatching(db, match, [wanted])).get(wanted) ?? [];
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

/**
 * All users with one of these values, by value: case is ignored, and a phone number may be written in several ways. One statement.
 *
 * @param unused see `ignoringCase`
 */
export async function findMatching(
  db: Database,
  match: Exclude<MatchRule, 'none'>,
  values: readonly string[],
  transaction?: Transaction,
  unused?: ReadonlySet<string>,
): Promise<Map<string, Model[]>> {
  if (values.length === 0) return new Map();
  const spellings = (value: string) => (match === 'phone' ? phoneSpellings(value) : [value.toLowerCase()]);
  const users = await db.getModel<Model>('users').findAll({
    where: match === 'phone' ? { phone: values.flatMap(spellings) } : ignoringCase(db, match, values, unused),
    ...(transaction && { transaction }),
  });
  const spelled = (user: Model) => String(user.get(match)).toLowerCase();
  return new Map(
    values.map((value) => {
      const wanted = new Set(spellings(value));
      return [value, users.filter((user) => wanted.has(spelled(user)))];
    }),
  );
}
