import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent } from '../seed';
import type { Corp } from '../corp/corp';
import { choice, optionalInteger, optionalText } from '../messages/fields';

/** To whom a message goes, as asked. */
export interface Targets {
  /** `@all`: everybody in the visible range; the lists are then empty. */
  everybody: boolean;
  users: string[];
  parties: string[];
  tags: string[];
}

const split = (list: string | undefined): string[] => (list ?? '').split('|').filter((part) => part !== '');

/** @throws {Refusal} 82001 nobody, 40032, 82002, 82003 too many */
export function readTargets(body: JsonObject): Targets {
  const touser = optionalText(body, 'touser');
  const toparty = optionalText(body, 'toparty');
  const totag = optionalText(body, 'totag');
  if (touser === '@all') return { everybody: true, users: [], parties: [], tags: [] };
  const targets = { everybody: false, users: split(touser), parties: split(toparty), tags: split(totag) };
  const { users, parties, tags } = targets;
  if (users.length + parties.length + tags.length === 0)
    throw new Refusal(82001, 'touser, toparty and totag are all empty');
  if (users.length > 1000) throw new Refusal(40032, `touser has ${users.length} userids, at most 1000`);
  if (parties.length > 100) throw new Refusal(82002, `toparty has ${parties.length} ids, at most 100`);
  if (tags.length > 100) throw new Refusal(82003, `totag has ${tags.length} ids, at most 100`);
  return targets;
}

/** @throws {Refusal} 41011 missing, 301002 of another app, 40056 of no app */
export function checkAgentId(body: JsonObject, agent: SeedAgent, corp: Corp): void {
  const agentid = optionalInteger(body, 'agentid');
  if (agentid === undefined) throw new Refusal(41011, '"agentid" is missing');
  if (agentid === agent.agentId) return;
  if (corp.agent(agentid))
    throw new Refusal(301002, `the access token belongs to agent ${agent.agentId}, not to ${agentid}`);
  throw new Refusal(40056, `there is no agent ${agentid}`);
}

export interface SendSwitches {
  safe: number;
  translateIds: boolean;
  /** Interval of the duplicate check in milliseconds; undefined when it is off. */
  duplicateCheckMs: number | undefined;
}

const DEFAULT_INTERVAL_S = 1800;
const MAX_INTERVAL_S = 14_400;

export function readSwitches(body: JsonObject): SendSwitches {
  const interval = optionalInteger(body, 'duplicate_check_interval') ?? DEFAULT_INTERVAL_S;
  const checked = choice(body, 'enable_duplicate_check', [0, 1], 0, 40058) === 1;
  const msgtype = optionalText(body, 'msgtype');
  return {
    safe: choice(body, 'safe', msgtype === 'mpnews' ? [0, 1, 2] : [0, 1], 0, 40058),
    translateIds: choice(body, 'enable_id_trans', [0, 1], 0, 40058) === 1,
    duplicateCheckMs: checked ? Math.min(Math.max(interval, 1), MAX_INTERVAL_S) * 1000 : undefined,
  };
}
