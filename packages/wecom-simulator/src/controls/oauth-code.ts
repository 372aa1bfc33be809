import * as v from 'valibot';
import { checkInput } from '../check-input';
import { findPerson } from '../oauth/person';
import type { Simulation } from '../simulation';
import { refuse } from './refuse';

const oauthCodeSchema = v.pipe(
  v.strictObject({
    agentId: v.number(),
    /** A member, in any state; exactly one of `userid` and `openid`. */
    userid: v.exactOptional(v.string()),
    /** Somebody outside the corp. */
    openid: v.exactOptional(v.string()),
    /** With `snsapi_privateinfo` the member is taken to have agreed to everything the agent asks. */
    scope: v.optional(v.picklist(['snsapi_base', 'snsapi_privateinfo']), 'snsapi_base'),
  }),
  v.check(({ userid, openid }) => (userid === undefined) !== (openid === undefined), 'needs one of userid and openid'),
);

export type OAuthCodeInput = v.InferInput<typeof oauthCodeSchema>;

/**
 * A code as the sign-in pages give it out, without a browser.
 *
 * @throws {SimulatorConfigError} when there is no such agent or person
 */
export function issueOAuthCode({ world }: Simulation, input: OAuthCodeInput): string {
  const { agentId, userid, openid = '', scope } = checkInput(input, oauthCodeSchema);
  const { corp, oauthCodes } = world;
  const agent = corp.agent(agentId);
  if (!agent) return refuse('No code was made', 'agentId', `there is no agent ${agentId}`);
  const person = findPerson(corp, userid === undefined ? { openid } : { userid });
  const consents = scope === 'snsapi_privateinfo' && 'member' in person;
  return oauthCodes.issue({ person, agentId, ...(consents ? { consented: agent.privateFields } : {}) });
}
