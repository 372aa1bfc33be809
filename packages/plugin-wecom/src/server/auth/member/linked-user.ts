import type { Database, Model } from '@nocobase/database';
import { LINKS_COLLECTION } from '../../../constants';
import { SignInError } from '../sign-in/sign-in-error';

/**
 * The user of a member. One statement.
 *
 * @returns undefined when the member is not linked
 * @throws {SignInError} `linkDisabled`
 */
export async function linkedUser(db: Database, authenticator: string, wecomUserId: string): Promise<Model | undefined> {
  const link = await db.getModel<Model>(LINKS_COLLECTION).findOne({
    where: { authenticator, wecomUserId },
    include: [{ association: 'user' }],
  });
  if (!link) return undefined;
  if (link.get('disabled')) throw new SignInError('linkDisabled', { member: wecomUserId });
  return link.get('user') as Model;
}
