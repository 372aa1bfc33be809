import type { Database, Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { AUTH_TYPE, LINKS_COLLECTION } from '../../../constants';
import type { Action, RequestContext } from '../../request-context';
import { isUniqueViolation } from '../../database-errors';
import { readMember } from '../member/identify';
import type { SignInServices } from '../services';
import { exchangeReturned } from '../sign-in/returned';
import { answering } from '../sign-in/sign-in-actions';
import { SignInError } from '../sign-in/sign-in-error';

/** `POST openwecom:finishLink` `{ code, state }` → `{ wecomUserId, redirect }`. Who is signed in may be anybody, administrators too. */
export function finishLinkAction(services: SignInServices): Action {
  return answering(async (ctx) => {
    const userId = userIdOf(ctx);
    const { attempt, app, member } = await exchangeReturned(ctx, services, { purpose: 'link', userId });
    await readMember(app, member.userId);
    await addLink(services.app.db, { authenticator: attempt.authenticator, wecomUserId: member.userId, userId });
    return { wecomUserId: member.userId, redirect: attempt.redirect };
  });
}

/** `POST openwecom:unlink` `{ authenticator }` removes one's own link, if there is one. */
export function unlinkAction({ app }: SignInServices): Action {
  return answering(async (ctx) => {
    const { authenticator } = (ctx.action.params.values ?? {}) as { authenticator?: unknown };
    const own = await findLink(app.db, { authenticator: String(authenticator), userId: userIdOf(ctx) });
    // Or who was shut out would only have to link again.
    if (own?.get('disabled')) throw new SignInError('linkDisabled', { member: own.get('wecomUserId') as string });
    // The hooks end all other sessions begun with the link.
    await own?.destroy({ context: ctx } as object);
    return { wecomUserId: null };
  });
}

/** `GET openwecom:myLinks` → one `{ authenticator, title, wecomUserId, disabled }` for each WeCom one can sign in with. */
export function myLinksAction({ app }: SignInServices): Action {
  return answering(async (ctx) => {
    const authenticators = await enabledAuthenticators(app);
    const links = await app.db.getModel<Model>(LINKS_COLLECTION).findAll({ where: { userId: userIdOf(ctx) } });
    return authenticators.map((authenticator) => {
      const name = authenticator.get('name') as string;
      const link = links.find((one) => one.get('authenticator') === name);
      return {
        authenticator: name,
        title: (authenticator.get('title') as string | null) || name,
        wecomUserId: (link?.get('wecomUserId') as string | undefined) ?? null,
        disabled: link?.get('disabled') === true,
      };
    });
  });
}

async function enabledAuthenticators(app: Application): Promise<Model[]> {
  const filter = { authType: AUTH_TYPE, enabled: true };
  return (await app.db.getRepository('authenticators').find({ filter, sort: 'sort' })) as Model[];
}

interface Link {
  authenticator: string;
  wecomUserId: string;
  userId: number;
}

/** The constraints decide, whoever else links at the same time; what is there then says why it was not us. */
async function addLink(db: Database, link: Link): Promise<void> {
  const { authenticator, wecomUserId, userId } = link;
  try {
    await db.sequelize.transaction((transaction) => db.getModel(LINKS_COLLECTION).create({ ...link }, { transaction }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const own = await findLink(db, { authenticator, userId });
    if (own?.get('disabled')) throw new SignInError('linkDisabled', { member: own.get('wecomUserId') as string });
    if (own?.get('wecomUserId') === wecomUserId) return;
    if (own) throw new SignInError('alreadyLinked', { linked: own.get('wecomUserId') as string });
    throw new SignInError('memberTaken', { member: wecomUserId });
  }
}

function findLink(db: Database, where: Pick<Link, 'authenticator' | 'userId'>): Promise<Model | null> {
  return db.getModel<Model>(LINKS_COLLECTION).findOne({ where });
}

function userIdOf({ state }: RequestContext): number {
  if (!state.currentUser) throw new SignInError('stateInvalid');
  return state.currentUser.id;
}
