import type { WeComApp } from '../../apps/wecom-apps';
import { WeComAppError } from '../../apps/app-error';
import type { RequestContext } from '../../request-context';
import { identify, type IdentifiedMember } from '../member/identify';
import type { SignInServices } from '../services';
import { takeAttempt, type Attempt } from './attempt';
import { isGuess, SignInError } from './sign-in-error';
import { readSignInOptions, type SignInOptions } from './sign-in-options';
import { spendState } from './used-states';

/** What WeCom's page brought back, checked and exchanged. */
export interface Returned {
  attempt: Attempt;
  app: WeComApp;
  options: SignInOptions;
  member: IdentifiedMember;
}

/** Document 91022. */
const LONGEST_CODE_BYTES = 512;

/**
 * Turns code and state into a member: this browser began it, for this purpose and with this authenticator, not too long ago and not
 * finished before; then WeCom says who it is. Two statements, one call.
 *
 * @param expected what the attempt has to be for; `authenticator` when the request names one
 * @throws {SignInError} and {WeComAppError}, {WeComError}
 */
export async function exchangeReturned(
  ctx: RequestContext,
  { app, apps, context, limits }: SignInServices,
  expected: { purpose: Attempt['purpose']; authenticator?: string; userId?: number },
): Promise<Returned> {
  const { code, state } = takeReturned(ctx);
  await limits.beforeGuess(ctx);
  try {
    const attempt = takeAttempt(ctx, context.sealer, state);
    const { purpose, authenticator = attempt.authenticator, userId } = expected;
    const meant = attempt.purpose === purpose && attempt.authenticator === authenticator && attempt.userId === userId;
    if (!meant) throw new SignInError('stateInvalid');
    const wecomApp = await openApp(apps, attempt.authenticator);
    const options = readSignInOptions(wecomApp.stored, context.environment);
    await spendState(app, attempt);
    if (!code || Buffer.byteLength(code) > LONGEST_CODE_BYTES) throw new SignInError('codeInvalid');
    const member = await identify(wecomApp, code, options);
    await limits.member(attempt.authenticator, member.userId);
    return { attempt, app: wecomApp, options, member };
  } catch (error) {
    if (isGuess(error)) await limits.wrongGuess(ctx);
    throw error;
  }
}

/** Code and state of the request, which are taken out of it: the host writes the values of every request into its log. */
function takeReturned(ctx: RequestContext): { code: string; state: string } {
  const values = (ctx.action.params.values ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const returned = { code: text(values.code), state: text(values.state) };
  for (const holder of [values, ctx.request.body]) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const name of ['code', 'state']) Reflect.deleteProperty(holder, name);
  }
  return returned;
}

/**
 * The app of an authenticator of ours. Whoever is not signed in learns no more of others than that they are not there.
 *
 * @throws {SignInError} `unavailable`; and {WeComAppError} when its settings do not do
 */
export async function openApp(apps: SignInServices['apps'], authenticator: string): Promise<WeComApp> {
  try {
    return await apps.open(authenticator);
  } catch (error) {
    const hidden = error instanceof WeComAppError && HIDDEN.includes(error.code);
    throw hidden ? new SignInError('unavailable') : error;
  }
}

const HIDDEN: readonly string[] = ['notChosen', 'gone', 'disabled', 'otherType'] satisfies WeComAppError['code'][];
