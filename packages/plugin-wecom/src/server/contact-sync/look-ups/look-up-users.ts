import { createHash } from 'node:crypto';
import { isWeComApiError, type WeComApiError, type WeComClient } from '@openwecom/client';
import { Op, type Database, type Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import { LOOK_UPS_COLLECTION } from '../../../constants';
import { phoneSpellings } from '../../auth/member/phone-spellings';
import { oneWriter } from '../../one-writer';
import { eachAtOnce } from '../read/each-at-once';
import { isMemberGone } from '../read/errcodes';
import type { SyncOptions } from '../sync-options';
import { budgetLeft, stillHolds, type PastLookUp } from './budget';

/** Asks at the same time; there are few. */
const CONCURRENCY = 4;

export interface LookUpRequest {
  app: Application;
  /** Name of the sync source. */
  source: string;
  options: SyncOptions;
  /** Absent: with the secret at hand nobody can be looked up. */
  client: WeComClient | undefined;
  /** Ids of users that are linked already, as text. */
  linked: ReadonlySet<string>;
  /** How many members there are. */
  members: number;
  signal: AbortSignal;
}

export interface LookUps {
  /** Ids of users, by lower-cased member id. */
  found: Map<string, string>;
  /** Users that are still to be asked for, on another day. */
  unasked: number;
  /** Why asking ended early. */
  refused?: WeComApiError;
}

interface Candidate {
  userId: string;
  value: string;
  hash: string;
}

/**
 * Asks WeCom who the users here are that are not linked yet, by their phone number or mail: newer apps are not told these of members,
 * and so cannot compare them the other way round. What was asked is remembered, misses too, and each day only so much is asked.
 */
export async function lookUpUsers(request: LookUpRequest): Promise<LookUps> {
  const { app, source, options, client, members, signal } = request;
  const kind = options.match === 'phone' ? 'phone' : 'email';
  const candidates = await candidatesOf(app.db, request, kind);
  const past = await pastLookUps(app.db, source);
  const now = Date.now();
  const result: LookUps = { found: new Map(), unasked: 0 };
  const open: Candidate[] = [];
  for (const candidate of candidates) {
    const known = past.get(candidate.hash);
    if (!known || !stillHolds(known, now)) open.push(candidate);
    else if (known.wecomUserId !== null) result.found.set(known.wecomUserId, candidate.userId);
  }
  const asked = client ? open.slice(0, budgetLeft(members, past.values(), now)) : [];
  result.unasked = open.length;
  await eachAtOnce(asked, CONCURRENCY, async ({ userId, value, hash }) => {
    signal.throwIfAborted();
    if (!client || result.refused) return;
    try {
      const wecomUserId = await ask(client, value);
      await keep(app, { source, hash, wecomUserId, askedAt: Date.now() });
      if (wecomUserId !== null) result.found.set(wecomUserId, userId);
      result.unasked -= 1;
    } catch (error) {
      // Such as a block for the rest of the day: no reason to write nothing else.
      if (!isWeComApiError(error)) throw error;
      result.refused = error;
    }
  });
  return result;

  async function ask(wecom: WeComClient, value: string): Promise<string | null> {
    try {
      const email = { email: value, email_type: options.personalMail ? (2 as const) : (1 as const) };
      const answer =
        kind === 'phone'
          ? await wecom.user.getuserid({ mobile: value }, { signal })
          : await wecom.user.getUseridByEmail(email, { signal });
      return answer.userid.toLowerCase();
    } catch (error) {
      if (isMemberGone(error)) return null;
      throw error;
    }
  }
}

/** Users with a phone number or mail who are not linked. One statement. */
async function candidatesOf(db: Database, { linked }: LookUpRequest, kind: 'phone' | 'email'): Promise<Candidate[]> {
  const users = (await db.getModel<Model>('users').findAll({
    where: { [kind]: { [Op.not]: null } },
    attributes: ['id', kind],
    order: ['id'],
    raw: true,
  })) as unknown as { id: string | number; phone?: string; email?: string }[];
  return users.flatMap((user) => {
    const stored = user[kind];
    if (!stored || linked.has(String(user.id))) return [];
    const value = kind === 'phone' ? (phoneSpellings(stored)[0] ?? stored) : stored;
    const hash = createHash('sha256')
      .update(JSON.stringify([kind, value]))
      .digest('hex');
    return [{ userId: String(user.id), value, hash }];
  });
}

async function pastLookUps(db: Database, source: string): Promise<Map<string, PastLookUp>> {
  const rows = (await db.getModel<Model>(LOOK_UPS_COLLECTION).findAll({
    where: { source },
    attributes: ['hash', 'wecomUserId', 'askedAt'],
    raw: true,
  })) as unknown as { hash: string; wecomUserId: string | null; askedAt: string | number }[];
  return new Map(rows.map(({ hash, wecomUserId, askedAt }) => [hash, { wecomUserId, askedAt: Number(askedAt) }]));
}

/** At once: a process that dies must not ask for the same again. */
async function keep(app: Application, lookUp: PastLookUp & { source: string; hash: string }): Promise<void> {
  await oneWriter(app, () =>
    app.db.getModel<Model>(LOOK_UPS_COLLECTION).bulkCreate([lookUp] as never[], {
      updateOnDuplicate: ['wecomUserId', 'askedAt'],
      conflictAttributes: ['source', 'hash'],
    }),
  );
}
