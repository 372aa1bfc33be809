import { identify, privateDetails } from '../oauth/identity';
import { TICKET_LIFETIME_S } from '../oauth/user-tickets';
import type { Endpoint } from '../protocol/endpoint';
import type { Simulation } from '../simulation';

/** Made up: WeCom names the phone the code was made on. */
const DEVICE_ID = 'simulated-device';

export function authEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 91023, and 98176 for the web sign-in.
      method: 'GET',
      path: 'auth/getuserinfo',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => {
        const identity = identify(simulation, agent, call);
        if ('outsider' in identity) {
          const { openid, external_userid } = identity.outsider;
          return { openid, ...(external_userid === undefined ? {} : { external_userid }) };
        }
        const { member, userTicket } = identity;
        return { userid: member.userid, ...(userTicket === undefined ? {} : { user_ticket: userTicket }) };
      },
    },
    {
      // The path and the spelling of before 2022, which private deployments may still have alone.
      method: 'GET',
      path: 'user/getuserinfo',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => {
        const identity = identify(simulation, agent, call);
        if ('outsider' in identity) {
          const { openid, external_userid } = identity.outsider;
          return {
            OpenId: openid,
            DeviceId: DEVICE_ID,
            ...(external_userid === undefined ? {} : { external_userid }),
          };
        }
        const { member, userTicket } = identity;
        return {
          UserId: member.userid,
          DeviceId: DEVICE_ID,
          ...(userTicket === undefined ? {} : { user_ticket: userTicket, expires_in: TICKET_LIFETIME_S }),
        };
      },
    },
    {
      // Document 95833.
      method: 'POST',
      path: 'auth/getuserdetail',
      access: 'agent',
      contactErrcode: 48002,
      handle: (call, agent) => privateDetails(simulation, agent, call),
    },
  ];
}
