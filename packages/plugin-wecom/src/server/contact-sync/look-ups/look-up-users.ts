import { isWeComApiError, type WeComApiError, type WeComClient } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { eachAtOnce } from '../read/each-at-once';
import { isMemberGone } from '../read/errcodes';
import type { SyncOptions } from '../sync-options';
import { budgetLeft, stillHolds } from './budget';
import { candidatesOf, type Candidate, type LookUpKind } from './candidates';
import { PastLookUps } from './past-look-ups';

/** Asks at the same time; there are few. */
const CONCURRENCY = 4;

export interface LookUpRequest {
  app: Application;
  options: SyncOptions;
  /** Absent: with the secret at hand nobody can be looked up. */
  client: WeComClient | undefined;
  /** Of the corp and agent that are asked. */
  appKey: string;
  /** Ids of users that are linked already, as text. */
  linked: ReadonlySet<string>;
  /** How many members there are. */
  members: number;
  signal: AbortSignal;
}

export interface LookUps {
  /** Ids of users, by lower-cased member id: several when they have the same phone number or mail. */
  found: Map<string, string[]>;
  /** What is still to be asked for, on another day. */
  unasked: number;
  /** Why asking ended early. */
  refused?: WeComApiError;
}

/**
 * Asks WeCom who the users here are that are not linked yet, by their phone number or mail: newer apps are not told these of members,
 * and so cannot compare them the other way round. What was asked is remembered, misses too, and each day only so much is asked.
 */
export async function lookUpUsers(request: LookUpRequest): Promise<LookUps> {
  const { app, options, client, appKey, linked, members, signal } = request;
  const kind = kindOf(options);
  const candidates = await candidatesOf(app.db, kind, linked);
  const lookUps = new PastLookUps(app, appKey);
  const past = await lookUps.load();
  const now = Date.now();
  const result: LookUps = { found: new Map(), unasked: 0 };
  const keep = (wecomUserId: string, { users }: Candidate) =>
    result.found.set(wecomUserId, [...(result.found.get(wecomUserId) ?? []), ...users]);
  const open: Candidate[] = [];
  for (const candidate of candidates) {
    const known = past.get(candidate.hash);
    if (!known || !stillHolds(known, now)) open.push(candidate);
    else if (known.wecomUserId !== null) keep(known.wecomUserId, candidate);
  }
  const asked = client ? open.slice(0, budgetLeft(members, past.values(), now)) : [];
  result.unasked = open.length;
  await eachAtOnce(asked, CONCURRENCY, async (candidate) => {
    signal.throwIfAborted();
    if (!client || result.refused) return;
    await lookUps.asking(candidate.hash);
    try {
      const wecomUserId = await ask(client, kind, candidate.value, signal);
      await lookUps.answered(candidate.hash, wecomUserId);
      if (wecomUserId !== null) keep(wecomUserId, candidate);
      result.unasked -= 1;
    } catch (error) {
      // Such as a block for the rest of the day: no reason to write nothing else.
      if (!isWeComApiError(error)) throw error;
      result.refused = error;
    }
  });
  return result;
}

function kindOf({ match, personalMail }: SyncOptions): LookUpKind {
  if (match === 'phone') return 'phone';
  return personalMail ? 'personalMail' : 'corporateMail';
}

/** @returns lower-cased; null when WeCom knows nobody */
async function ask(client: WeComClient, kind: LookUpKind, value: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { userid } =
      kind === 'phone'
        ? await client.user.getuserid({ mobile: value }, { signal })
        : await client.user.getUseridByEmail({ email: value, email_type: kind === 'personalMail' ? 2 : 1 }, { signal });
    return userid.toLowerCase();
  } catch (error) {
    if (isMemberGone(error)) return null;
    throw error;
  }
}
