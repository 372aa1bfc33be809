import { createHash } from 'node:crypto';
import type { Callback, CallbackQuery } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION } from '../../constants';
import { laneOf, type Lane } from './lanes';
import { writeThrough } from './write-through';

/** Words of the column `state`. */
export type CallbackState = 'received' | 'handled' | 'failed';

export interface Arrival {
  endpoint: string;
  callback: Callback;
  /** What it came with. */
  query: CallbackQuery;
  /** Not `received` when nothing is to be done: it is kept for the record. */
  state: CallbackState;
  /** Why it is `failed`. */
  problem?: string;
}

interface Row {
  endpoint: string;
  hash: string;
  xml: string;
  lane: Lane;
  state: CallbackState;
  receivedAt: number;
  dueAt: number;
  handledAt: number | null;
  problem: string | null;
}

interface Waiting {
  row: Row;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Rows of one statement. */
const LARGEST_BATCH = 100;

/** When the database stands still; WeCom repeats what is refused. Verified callbacks alone come this far. */
const MOST_WAITING = 2000;

/**
 * The callbacks in the database. What arrives while a statement is under way goes into the next one together, so a burst costs few
 * statements, and one alone waits for nothing.
 */
export class Inbox {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly app: Application) {}

  /**
   * Resolves when the callback is in the database, now or since an earlier repeat of it.
   *
   * @throws when it cannot be stored
   */
  store({ endpoint, callback, query, state, problem }: Arrival): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new Error('Too many callbacks wait to be stored'));
    const now = Date.now();
    const row: Row = {
      endpoint,
      hash: hashOf(callback, query),
      xml: callback.xml,
      lane: laneOf(callback),
      state,
      receivedAt: now,
      dueAt: now,
      handledAt: state === 'received' ? null : now,
      problem: problem ?? null,
    };
    return new Promise((resolve, reject) => {
      this.waiting.push({ row, resolve, reject });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      try {
        await this.write(batch);
      } catch (error) {
        // One that the database does not take must not keep out the others.
        if (batch.length === 1) batch[0]?.reject(error);
        else await Promise.all(batch.map((one) => this.write([one]).catch(one.reject)));
      }
    }
    this.writing = false;
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const model = this.app.db.getModel(CALLBACKS_COLLECTION);
    const rows = batch.map(({ row }) => ({ ...row }));
    await writeThrough(this.app, () => model.bulkCreate(rows, { ignoreDuplicates: true, hooks: false }));
    for (const { resolve } of batch) resolve();
  }
}

/** SHA-256, in hex, of what all repeats of one callback share and no two callbacks do. */
function hashOf(callback: Callback, query: CallbackQuery): string {
  const stamp = stampOf(callback, query);
  return createHash('sha256')
    .update(stamp.length > 0 ? JSON.stringify([callback.xml, ...stamp]) : callback.xml)
    .digest('hex');
}

/** Contact changes that carry ids alone read alike when two happen within a second; WeCom's repeats have the same stamp. */
const stampOf = (callback: Callback, { timestamp, nonce }: CallbackQuery): string[] =>
  laneOf(callback) === 'contacts' ? [String(timestamp), String(nonce)] : [];
