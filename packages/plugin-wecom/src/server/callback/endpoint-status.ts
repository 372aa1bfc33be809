import type { Model } from '@nocobase/database';
import type { Application } from '@nocobase/server';
import type { WeComCallbackErrorReason } from '@openwecom/client';
import type { PairRole, PairSeen } from '../../callback-status';
import { CALLBACK_ENDPOINTS_COLLECTION } from '../../constants';
import { reasonOf } from './reason';
import { writeThrough } from './write-through';

/** What was wrong with what came to an address. */
export type RefusalReason = WeComCallbackErrorReason | 'settings';

/** What is known of an address; times in milliseconds since 1970. */
export interface EndpointRecord {
  seen: Readonly<Record<PairRole, PairSeen>>;
  refusedAt: number | null;
  refusedReason: RefusalReason | null;
}

/** Columns for each pair. */
const COLUMNS = {
  app: { verifiedAt: 'verifiedAt', eventAt: 'eventAt', previousAt: 'previousAt' },
  contacts: { verifiedAt: 'contactsVerifiedAt', eventAt: 'contactsEventAt', previousAt: 'contactsPreviousAt' },
} as const satisfies Record<PairRole, Record<keyof PairSeen, string>>;

const emptied = (columns: Record<keyof PairSeen, string>) =>
  Object.fromEntries(Object.values(columns).map((column) => [column, null]));

/** Of an address whose pair has become another. */
export const NOTHING_SEEN = { app: emptied(COLUMNS.app), contacts: emptied(COLUMNS.contacts) };
export const NOTHING_REFUSED = { refusedAt: null, refusedReason: null };

type Change = Record<string, number | string>;

/** At most one statement per address in this time, however much arrives. */
const PAUSE_MS = 5000;

/** When WeCom was last at each address, and how that went. The first news is written at once, what follows soon after and together. */
export class EndpointStatus {
  private readonly changes = new Map<string, Change>();
  private pause: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly app: Application) {}

  /** WeCom came with a pair. */
  seen(key: string, role: PairRole, how: keyof PairSeen): void {
    this.note(key, { [COLUMNS[role][how]]: Date.now() });
  }

  refused(key: string, refusedReason: RefusalReason): void {
    this.note(key, { refusedAt: Date.now(), refusedReason });
  }

  /** Its pairs have become others: what was seen with those of before, and is not written yet, is not said of these. */
  forget(key: string, roles: readonly PairRole[]): void {
    const gone = new Set([
      ...roles.flatMap((role) => Object.keys(NOTHING_SEEN[role])),
      ...Object.keys(NOTHING_REFUSED),
    ]);
    const left = Object.entries(this.changes.get(key) ?? {}).filter(([column]) => !gone.has(column));
    if (left.length > 0) this.changes.set(key, Object.fromEntries(left));
    else this.changes.delete(key);
  }

  async of(key: string): Promise<EndpointRecord> {
    await this.flush();
    const row = await this.model.findOne<Model>({ where: { key } });
    const time = (column: string) => (row?.get(column) == null ? null : Number(row.get(column)));
    const seen = ({ verifiedAt, eventAt, previousAt }: Record<keyof PairSeen, string>): PairSeen => ({
      verifiedAt: time(verifiedAt),
      eventAt: time(eventAt),
      previousAt: time(previousAt),
    });
    return {
      seen: { app: seen(COLUMNS.app), contacts: seen(COLUMNS.contacts) },
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
