import type { BaseNotificationChannel, SendFnType } from '@nocobase/plugin-notification-manager';
import { hostRequire } from '../host.mjs';
import type { WeComAddress } from './simulator-process';

/** Type of the channel, and its name. */
export const HOST_QUEUE = 'bench-host-queue';

type Card = Record<string, unknown>;

/**
 * A channel as it is written without a delivery engine: the host's queue calls `send`, and `send` calls WeCom. It costs as little as
 * one can: no validation, one access token, no settings to read.
 *
 * @param memberOf WeCom userid of a NocoBase user
 */
export function hostQueueChannel(wecom: WeComAddress, memberOf: (userId: number) => string | undefined) {
  const base = hostRequire('@nocobase/plugin-notification-manager') as {
    BaseNotificationChannel: typeof BaseNotificationChannel;
  };
  let accessToken: Promise<string> | undefined;

  class HostQueueChannel extends base.BaseNotificationChannel<Card> {
    override send: SendFnType<Card> = async ({ message, receivers }) => {
      accessToken ??= getToken(wecom);
      const members = receivers?.type === 'userId' ? receivers.value.map(memberOf) : [];
      const response = await fetch(`${wecom.url}/cgi-bin/message/send?access_token=${await accessToken}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ touser: members.join('|'), agentid: wecom.agentId, ...(message.content as Card) }),
      });
      const { errcode } = (await response.json()) as { errcode: number };
      return { status: errcode === 0 ? 'success' : 'failure', message };
    };
  }
  return { type: HOST_QUEUE, Channel: HostQueueChannel, useQueue: true };
}

async function getToken({ url, corpId, secret }: WeComAddress): Promise<string> {
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString();
  const response = await fetch(`${url}/cgi-bin/gettoken?${query}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
