import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { browserMember, switchBrowserOff, switchBrowserOn } from '../../browser-member';
import { checkInput } from '../../check-input';
import { SimulatorConfigError } from '../../config-error';
import { issueOAuthCode, type OAuthCodeInput } from '../../controls/oauth-code';
import { canUseWeCom } from '../../oauth/person';
import { signIn } from '../../oauth/sign-in';
import { viewSignIn } from '../../oauth/sign-in-view';
import { SignInRefusal } from '../../oauth/sign-in-refusal';
import { readSignInRequest, type SignInRequest } from '../../oauth/sign-in-request';
import type { Environment } from '../../protocol/mount';
import { privateFieldSchema } from '../../seed';
import type { Simulation } from '../../simulation';
import { readJson } from './read-json';

/** Which sign-in page, and the query it was opened with. */
const addressEntries = { page: v.picklist(['oauth', 'web']), query: v.string() };
const addressSchema = v.strictObject(addressEntries);

const stepSchema = v.strictObject({
  ...addressEntries,
  person: v.union([v.strictObject({ userid: v.string() }), v.strictObject({ openid: v.string() })]),
  /** The answer to the consent screen. */
  consent: v.exactOptional(v.union([v.literal('refused'), v.array(privateFieldSchema)])),
});

const browserSchema = v.strictObject({ userid: v.string() });

/** What stands behind the two sign-in pages, and codes without them for tests. */
export function signInRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.post('/oauth/code', async (c) =>
    c.json({ code: issueOAuthCode(simulation, (await readJson(c)) as OAuthCodeInput) }),
  );
  app.get('/sign-in', (c) =>
    answer(c, () => {
      const address = checkInput(c.req.query(), addressSchema);
      return viewSignIn(simulation, requestOf(simulation, address), browserMember(simulation, c));
    }),
  );
  app.post('/sign-in', async (c) => {
    const input = checkInput(await readJson(c), stepSchema);
    return answer(c, () => signIn(simulation, requestOf(simulation, input), input.person, input.consent));
  });
  app.get('/browser', (c) => c.json({ userid: browserMember(simulation, c) ?? null }));
  app.put('/browser', async (c) => {
    switchBrowserOn(c, activeMember(simulation, checkInput(await readJson(c), browserSchema).userid));
    return c.json({ ok: true });
  });
  app.delete('/browser', (c) => {
    switchBrowserOff(c);
    return c.json({ ok: true });
  });
  // A link of its own, because a page that is opened after waiting for an answer is taken for a pop-up.
  app.get('/open', (c) => {
    const url = c.req.query('url') ?? '';
    if (!/^https?:\/\//i.test(url))
      throw new SimulatorConfigError('Nothing was opened', [{ path: 'url', message: 'must be a web address' }]);
    switchBrowserOn(c, activeMember(simulation, c.req.query('userid') ?? ''));
    return c.redirect(url);
  });
  return app;
}

type Address = v.InferOutput<typeof addressSchema>;

function requestOf({ world }: Simulation, { page, query }: Address): SignInRequest {
  return readSignInRequest(world.corp, page, new URLSearchParams(query));
}

function answer(c: Context, act: () => object): Response {
  try {
    return c.json(act());
  } catch (error) {
    if (!(error instanceof SignInRefusal)) throw error;
    const { errcode, reason, params } = error;
    return c.json({ refused: { errcode, reason, params } });
  }
}

/** The userid as the seed spells it. */
function activeMember({ world }: Simulation, userid: string): string {
  const member = world.corp.member(userid);
  if (member && canUseWeCom(member)) return member.userid;
  throw new SimulatorConfigError('The switch stays as it is', [
    { path: 'userid', message: `there is no active member "${userid}"` },
  ]);
}
