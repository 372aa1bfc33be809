import { BaseAuth, type AuthConfig } from '@nocobase/auth';
import type { Model } from '@nocobase/database';
import type { RequestContext } from '../request-context';
import { requestTexts } from '../texts';
import { firstSignIn } from './member/first-sign-in';
import { privateFields, readMember } from './member/identify';
import { linkedUser } from './member/linked-user';
import { oneWriter } from '../one-writer';
import type { SignInServices } from './services';
import { exchangeReturned, type Returned } from './sign-in/returned';
import { signInAnswer, SignInError } from './sign-in/sign-in-error';
import { needsPrivateFields } from './sign-in/sign-in-options';

/** The authenticator type "WeCom". The host makes one object per request. */
export function weComAuth(services: SignInServices) {
  return class WeComAuth extends BaseAuth {
    /**
     * The host renders variables in the options it caches, and answers a save with them. Not in ours: they are rendered when they are
     * used, so a clear secret is in no cache and no answer, and a rotated variable takes effect at once.
     */
    static override readonly optionsKeysNotAllowedInEnv = [
      'corpId',
      'agentId',
      'secret',
      'baseUrl',
      'baseUrlSeal',
      'origin',
      'redirectLink',
      'oauthBaseUrl',
      'webSignInBaseUrl',
      'buttonText',
      'tooltip',
      'domainFile',
    ];

    /** Where the browser goes on, once somebody is signed in. */
    private redirect = '';

    constructor(config: AuthConfig) {
      super({ ...config, userCollection: config.ctx.db.getCollection('users') });
    }

    /** The token is in this body and in the host's own cookie, in no address. */
    override async signIn() {
      const session = await super.signIn();
      return { ...session, redirect: this.redirect };
    }

    /** The host's own write of a sign-in. */
    override signNewToken(userId: number): Promise<string> {
      return oneWriter(services.app, () => super.signNewToken(userId));
    }

    override async validate(): Promise<Model> {
      const ctx = this.ctx as unknown as RequestContext;
      try {
        return await this.signInMember(ctx);
      } catch (error) {
        const { status, message, ...properties } = signInAnswer(error, requestTexts(ctx));
        return ctx.throw(status, message, properties);
      }
    }

    private async signInMember(ctx: RequestContext): Promise<Model> {
      const { name } = this.authenticator as unknown as { name: string };
      // The host takes another authenticator when it does not know the one that was asked for.
      if (ctx.get('X-Authenticator') !== name) throw new SignInError('unavailable');
      const returned = await exchangeReturned(ctx, services, { purpose: 'sign-in', authenticator: name });
      const user = await userOf(services, returned);
      this.redirect = returned.attempt.redirect;
      return user;
    }
  };
}

/** By link: one statement and one call, at the same time. */
async function userOf({ app }: SignInServices, { attempt, app: wecomApp, options, member }: Returned): Promise<Model> {
  const { authenticator } = attempt;
  const [user, profile] = await Promise.all([
    linkedUser(app.db, authenticator, member.userId),
    readMember(wecomApp, member.userId),
  ]);
  if (user) return user;
  const fields = needsPrivateFields(options) ? await privateFields(wecomApp, member, profile) : {};
  const email = options.personalMail ? fields.email : fields.biz_mail;
  const values = {
    username: member.userId,
    ...(options.match === 'phone' && fields.mobile && { phone: fields.mobile }),
    ...(options.match === 'email' && email && { email }),
  };
  const newcomer = { authenticator, name: profile.name || member.userId, values, unasked: !member.userTicket };
  return firstSignIn(app, newcomer, options);
}
