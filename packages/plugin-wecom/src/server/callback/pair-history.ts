import type { Application } from '@nocobase/server';
import type { PairRole } from '../../callback-status';
import { CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';
import type { Sealer } from '../apps/sealer';
import { NOTHING_REFUSED, NOTHING_SEEN } from './endpoint-status';
import { pairChange, type CurrentPairs, type NotedPairs, type PairChange, type PreviousPair } from './pair-change';
import { isPair, type RolePair } from './pair-roles';
import { reasonOf } from './reason';
import { writeThrough } from './write-through';

interface PairHistoryOptions {
  app: Application;
  sealer: Sealer;
  graceMs: number;
  /** Pairs of an address have become others. */
  onChange: (key: string, roles: readonly PairRole[]) => void;
}

interface Row {
  key: string;
  pairs: string | null;
  previousPairs: string | null;
}

/** A pair that is accepted at an address. */
export interface AcceptedPair extends RolePair {
  /** False for one of before a change. */
  isCurrent: boolean;
}

/**
 * Remembers, sealed, which Token and key each address had. After a change WeCom goes on with the old ones until somebody has saved
 * the new ones in its console too.
 */
export class PairHistory {
  private readonly own = new Map<string, CurrentPairs>();
  /** Addresses of which nothing could be noted, so that this is said once. */
  private readonly failing = new Set<string>();

  constructor(private readonly options: PairHistoryOptions) {}

  /**
   * Notes what has changed, and forgets the pairs of addresses that are gone or switched off.
   *
   * @param keys all addresses there are, also those whose settings give nothing at the moment
   * @returns per address the pairs to accept: those of now first
   */
  async update(
    keys: ReadonlySet<string>,
    current: ReadonlyMap<string, CurrentPairs>,
    now: number,
  ): Promise<Map<string, AcceptedPair[]>> {
    const attributes = ['key', 'pairs', 'previousPairs'];
    const rows = (await this.model.findAll({ attributes, raw: true })) as unknown as Row[];
    await this.forget(rows.filter(({ key, pairs }) => pairs !== null && !keys.has(key)).map(({ key }) => key));
    for (const key of this.own.keys()) if (!keys.has(key)) this.own.delete(key);
    const rowOf = new Map(rows.map((row) => [row.key, row]));
    const accepted = new Map<string, AcceptedPair[]>();
    for (const [key, pairs] of current) {
      const noted = await this.follow(key, pairs, rowOf.get(key), now);
      accepted.set(key, acceptedPairs(pairs, noted, now));
    }
    return accepted;
  }

  /** @returns what is noted from now on */
  private async follow(key: string, current: CurrentPairs, row: Row | undefined, now: number): Promise<NotedPairs> {
    const noted = row && this.noted(row);
    const change = pairChange(current, { noted, own: this.own.get(key), now, graceMs: this.options.graceMs });
    try {
      if (change) await this.note(key, change, row);
      this.failing.delete(key);
      this.own.set(key, current);
    } catch (error) {
      // Tried again when the settings are read again; the pairs of now count all the same.
      if (!this.failing.has(key)) {
        this.options.app.logger.warn('A changed Token or EncodingAESKey could not be noted', {
          endpoint: key,
          reason: reasonOf(error),
        });
      }
      this.failing.add(key);
    }
    return change?.next ?? noted ?? { ...current, previous: [] };
  }

  private noted(row: Row): NotedPairs | undefined {
    const known = this.open<Pick<NotedPairs, 'corpId' | 'pairs'>>(row.key, row.pairs);
    return known && { ...known, previous: this.open<PreviousPair[]>(row.key, row.previousPairs) ?? [] };
  }

  private async note(key: string, { next, roles }: PairChange, row: Row | undefined): Promise<void> {
    const { corpId, pairs, previous } = next;
    const values = {
      pairs: this.seal(key, { corpId, pairs }),
      previousPairs: previous.length > 0 ? this.seal(key, previous) : null,
      ...Object.assign({}, ...roles.map((role) => NOTHING_SEEN[role])),
      ...NOTHING_REFUSED,
    } as Record<string, unknown>;
    this.options.onChange(key, roles);
    // Of two processes that see the change, the first one notes it.
    await writeThrough(this.options.app, async () => {
      if (row) await this.model.update(values, { where: { key, pairs: row.pairs }, hooks: false });
      else await this.model.bulkCreate([{ key, ...values }], { ignoreDuplicates: true, hooks: false });
    });
  }

  private async forget(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const nothing = { pairs: null, previousPairs: null };
    const where = { key: [...keys] };
    await writeThrough(this.options.app, () => this.model.update(nothing, { where, hooks: false }));
  }

  private seal(endpoint: string, value: unknown): string {
    return this.options.sealer.seal(JSON.stringify(value), { purpose: 'callback-pairs', endpoint });
  }

  private open<T>(endpoint: string, sealed: string | null): T | undefined {
    const text = sealed ? this.options.sealer.open(sealed, { purpose: 'callback-pairs', endpoint }) : undefined;
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  private get model() {
    return this.options.app.db.getModel(CALLBACK_ENDPOINTS_COLLECTION);
  }
}

/** Those of now, whatever another process has noted meanwhile, and those of before a change that still count. */
function acceptedPairs({ corpId, pairs, unusable }: CurrentPairs, noted: NotedPairs, now: number): AcceptedPair[] {
  const isNoted = (pair: RolePair) => noted.pairs.some(isPair(pair));
  const own = pairs.map((pair) => ({ ...pair, isCurrent: isNoted(pair) }));
  if (noted.corpId !== corpId) return own;
  const others = noted.pairs
    .filter((pair) => !unusable.includes(pair.role) && !pairs.some(isPair(pair)))
    .map((pair) => ({ ...pair, isCurrent: true }));
  const previous = noted.previous
    .filter((pair) => pair.until > now && !pairs.some(isPair(pair)))
    .map(({ until: _, ...pair }) => ({ ...pair, isCurrent: false }));
  return [...own, ...others, ...previous];
}
