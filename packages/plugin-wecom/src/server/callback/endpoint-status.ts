import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { WeComCallbackErrorReason } from '@openwecom/client';
import { CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';
import { writeThrough } from './database';
import { reasonOf } from './reason';

/** What was wrong with what came to an address. */
export type RefusalReason = WeComCallbackErrorReason | 'settings';

/** What is known of an address; times in milliseconds since 1970. */
export interface EndpointRecord {
  verifiedAt: number | null;
  eventAt: number | null;
  refusedAt: number | null;
  refusedReason: RefusalReason | null;
}

type Change = Partial<EndpointRecord>;

/** At most one statement per address in this time, however much arrives. */
const PAUSE_MS = 5000;

/** When WeCom was last at each address, and how that went. The first news is written at once, what follows soon after and together. */
export class EndpointStatus {
  private readonly changes = new Map<string, Change>();
  private pause: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly app: Application) {}

  verified(key: string): void {
    this.note(key, { verifiedAt: Date.now() });
  }

  told(key: string): void {
    this.note(key, { eventAt: Date.now() });
  }

  refused(key: string, refusedReason: RefusalReason): void {
    this.note(key, { refusedAt: Date.now(), refusedReason });
  }

  async of(key: string): Promise<EndpointRecord> {
    await this.flush();
    const row = await this.model.findOne<Model>({ where: { key } });
    const time = (column: string) => (row?.get(column) == null ? null : Number(row.get(column)));
    return {
      verifiedAt: time('verifiedAt'),
      eventAt: time('eventAt'),
      refusedAt: time('refusedAt'),
      refusedReason: (row?.get('refusedReason') ?? null) as RefusalReason | null,
    };
  }

  /** Writes what is known by now. */
  async flush(): Promise<void> {
    const changes = [...this.changes];
    this.changes.clear();
    this.writing = this.writing.then(() => this.write(changes));
    await this.writing;
  }

  async stop(): Promise<void> {
    clearTimeout(this.pause);
    this.pause = undefined;
    await this.flush();
  }

  private note(key: string, change: Change): void {
    this.changes.set(key, { ...this.changes.get(key), ...change });
    if (this.pause) return;
    this.pause = setTimeout(() => {
      this.pause = undefined;
      if (this.changes.size > 0) void this.flush();
    }, PAUSE_MS).unref();
    void this.flush();
  }

  private async write(changes: readonly (readonly [string, Change])[]): Promise<void> {
    for (const [key, change] of changes) {
      try {
        await writeThrough(this.app, () => this.model.update(change, { where: { key }, hooks: false } as never));
      } catch (error) {
        this.app.logger.warn('The state of a WeCom callback address could not be noted', {
          key,
          reason: reasonOf(error),
        });
      }
    }
  }

  private get model() {
    return this.app.db.getModel(CALLBACK_ENDPOINTS_COLLECTION);
  }
}
