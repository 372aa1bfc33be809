import { Transaction, type Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LINKS_COLLECTION } from '../../../constants';
import { isWriteConflict } from '../../database-errors';
import { oneWriter } from '../../one-writer';
import { SignInError } from '../sign-in/sign-in-error';
import type { SignInOptions } from '../sign-in/sign-in-options';
import { linkedUser } from './linked-user';
import { matchUser, type MatchValues } from './match-user';
import { signUp } from './sign-up';

/** A member who is not linked yet, and what is known of them. */
export interface Newcomer {
  authenticator: string;
  name: string;
  values: MatchValues;
  /** Private fields could not be asked for: this was a sign-in in a browser. */
  unasked: boolean;
}

const ATTEMPTS = 5;

/**
 * Links a member to the user the rule finds, or to a new one. Of several requests at once, in any number of processes, one inserts the
 * link, which is unique; the others lose everything they have written with it, and find the link.
 *
 * @throws {SignInError} `ambiguous`, `protectedUser`, `userTaken`, `consentNeeded`, `noUser`, `linkDisabled`
 */
export async function firstSignIn(app: Application, newcomer: Newcomer, options: SignInOptions): Promise<Model> {
  const { authenticator, values } = newcomer;
  for (let attempt = 1; ; attempt++) {
    const known = await linkedUser(app.db, authenticator, values.username);
    if (known) return known;
    const matched = await matchUser(app.db, authenticator, options, values);
    if (!matched) refuseUnlessSignUp(newcomer, options);
    try {
      return await oneWriter(app, () => link(app, newcomer, matched));
    } catch (error) {
      if (!isWriteConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

function refuseUnlessSignUp({ values, unasked }: Newcomer, { match, autoSignup }: SignInOptions) {
  const member = values.username;
  const unknown = match !== 'none' && !values[match];
  // Without the private field nobody knows whether there is a user, and a second one for the same person is hard to mend.
  if (unknown && (unasked || !autoSignup)) throw new SignInError('consentNeeded', { member });
  if (!autoSignup) throw new SignInError('noUser', { member });
}

function link(app: Application, { authenticator, name, values }: Newcomer, matched: Model | undefined): Promise<Model> {
  const { db } = app;
  // IMMEDIATE counts on SQLite only: a transaction that begins with reading may not write after somebody else has.
  return db.sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, async (transaction) => {
    const user = matched ?? (await signUp(db, { ...values, nickname: name }, transaction));
    await db
      .getModel(LINKS_COLLECTION)
      .create({ authenticator, wecomUserId: values.username, userId: user.get('id') as number }, { transaction });
    return user;
  });
}
