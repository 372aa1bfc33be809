import type { Endpoint } from '../protocol/endpoint';
import { Refusal } from '../protocol/refusal';
import type { Simulation } from '../simulation';

/** Document 91039. */
export function gettokenEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      method: 'GET',
      path: 'gettoken',
      access: 'open',
      handle: (call) => {
        const { corp, tokens, secrets } = simulation.world;
        secrets.check(call.caller);
        const corpid = call.query('corpid');
        const secret = call.query('corpsecret');
        if (corpid === undefined) throw new Refusal(41002, '"corpid" is missing in the query');
        if (secret === undefined) throw new Refusal(41004, '"corpsecret" is missing in the query');
        if (corpid !== corp.seed.corpId) throw new Refusal(40013, `there is no corp "${corpid}"`);
        const holder = corp.holderOf(secret);
        if (corp.seed.foreignSecrets.includes(secret)) throw new Refusal(40091, 'the secret belongs to another corp');
        if (holder === undefined) {
          secrets.recordWrong(call.caller);
          throw new Refusal(40001, 'no agent has this secret');
        }
        const { token, expiresInSeconds } = tokens.issue(holder, secret);
        return { access_token: token, expires_in: expiresInSeconds };
      },
    },
  ];
}
