import type { CallbackPair } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';
import type { Sealer } from '../apps/sealer';
import { writeThrough } from './database';

/** What an address is opened with at the moment. */
export interface CurrentPairs {
  corpId: string;
  pairs: CallbackPair[];
}

interface PairHistoryOptions {
  app: Application;
  sealer: Sealer;
  graceMs: number;
}

interface Row {
  key: string;
  pairs: string | null;
  previousPairs: string | null;
}

/** A pair of before a change; `until` in milliseconds since 1970. */
type PreviousPair = CallbackPair & { until: number };

/** Token and key may be changed one after the other, and somebody may try several. */
const MOST_PREVIOUS = 8;

/**
 * Remembers, sealed, which Token and key each address had. After a change WeCom goes on with the old ones until somebody has saved
 * the new ones in its console too.
 */
export class PairHistory {
  constructor(private readonly options: PairHistoryOptions) {}

  /**
   * Notes what is current, and forgets the pairs of addresses that are gone or switched off.
   *
   * @returns per address the pairs of before the last change that still count
   */
  async update(current: ReadonlyMap<string, CurrentPairs>, now: number): Promise<Map<string, CallbackPair[]>> {
    const model = this.options.app.db.getModel(CALLBACK_ENDPOINTS_COLLECTION);
    const attributes = ['key', 'pairs', 'previousPairs'];
    const rows = new Map(((await model.findAll({ attributes, raw: true })) as unknown as Row[]).map((r) => [r.key, r]));
    const gone = [...rows.values()].filter(({ key, pairs }) => pairs !== null && !current.has(key));
    if (gone.length > 0) {
      const nothing = { pairs: null, previousPairs: null };
      const where = { key: gone.map(({ key }) => key) };
      await writeThrough(this.options.app, () => model.update(nothing, { where, hooks: false }));
    }
    const stillValid = new Map<string, CallbackPair[]>();
    for (const [key, pairs] of current) stillValid.set(key, await this.previousOf(key, pairs, rows.get(key), now));
    return stillValid;
  }

  private async previousOf(
    key: string,
    current: CurrentPairs,
    row: Row | undefined,
    now: number,
  ): Promise<CallbackPair[]> {
    const known = this.open<CurrentPairs>(key, row?.pairs);
    const older = (this.open<PreviousPair[]>(key, row?.previousPairs) ?? []).filter(({ until }) => until > now);
    if (known && isSame(known, current)) return older;
    const until = now + this.options.graceMs;
    // Another corp's callbacks are nobody's here.
    const replaced =
      known?.corpId === current.corpId ? [...known.pairs.map((pair) => ({ ...pair, until })), ...older] : [];
    const previous = replaced.filter((pair) => !current.pairs.some(isPair(pair))).slice(0, MOST_PREVIOUS);
    const values = {
      pairs: this.seal(key, current),
      previousPairs: previous.length > 0 ? this.seal(key, previous) : null,
      // What was seen with other keys says nothing about these.
      verifiedAt: null,
      eventAt: null,
      refusedAt: null,
      refusedReason: null,
    };
    const model = this.options.app.db.getModel(CALLBACK_ENDPOINTS_COLLECTION);
    // Of two processes that see the change, the first one notes it.
    const note = async () => {
      if (row) await model.update(values, { where: { key, pairs: row.pairs }, hooks: false });
      else await model.bulkCreate([{ key, ...values }], { ignoreDuplicates: true, hooks: false });
    };
    await writeThrough(this.options.app, note);
    return previous;
  }

  private seal(endpoint: string, value: unknown): string {
    return this.options.sealer.seal(JSON.stringify(value), { purpose: 'callback-pairs', endpoint });
  }

  private open<T>(endpoint: string, sealed: string | null | undefined): T | undefined {
    const text = sealed ? this.options.sealer.open(sealed, { purpose: 'callback-pairs', endpoint }) : undefined;
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

const isPair = (one: CallbackPair) => (other: CallbackPair) =>
  one.token === other.token && one.encodingAESKey === other.encodingAESKey;

const isSame = (one: CurrentPairs, other: CurrentPairs) =>
  one.corpId === other.corpId &&
  one.pairs.length === other.pairs.length &&
  one.pairs.every((pair) => other.pairs.some(isPair(pair)));
