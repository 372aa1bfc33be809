import { createHash } from 'node:crypto';
import type { Application } from '@nocobase/server';
import { CALLBACKS_COLLECTION } from '../../constants';
import { writeThrough } from './database';

/** Words of the column `state`. */
export type CallbackState = 'received' | 'handled' | 'failed';

export interface Arrival {
  endpoint: string;
  /** Decrypted. */
  xml: string;
  /** What else tells it from others: see {@link hashOf}. */
  stamp: readonly string[];
  /** False when nobody handles its kind: it is kept for the record. */
  needsHandling: boolean;
}

interface Row {
  endpoint: string;
  hash: string;
  xml: string;
  state: CallbackState;
  receivedAt: number;
  dueAt: number;
  handledAt: number | null;
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
  store({ endpoint, xml, stamp, needsHandling }: Arrival): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new Error('Too many callbacks wait to be stored'));
    const now = Date.now();
    const row: Row = {
      endpoint,
      hash: hashOf(xml, stamp),
      xml,
      state: needsHandling ? 'received' : 'handled',
      receivedAt: now,
      dueAt: now,
      handledAt: needsHandling ? null : now,
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
export function hashOf(xml: string, stamp: readonly string[]): string {
  return createHash('sha256')
    .update(stamp.length > 0 ? JSON.stringify([xml, ...stamp]) : xml)
    .digest('hex');
}
