import { Op, type Database, type Model, type Transaction } from '@nocobase/database';

/** A row of the host's `userDataSyncRecords`, with the rows here that it stands for. */
export interface SyncRecord {
  /** Null: there is none yet. */
  recordId: string | null;
  uid: string;
  /** What was written, in the host's own words. */
  metaData: object;
  /** Ids by resource (`users`, `departments`). */
  resources: Readonly<Record<string, readonly string[]>>;
}

/** The host's own book of what came from where, which other sources and its own actions look at. Kept in step with ours. */
export class SyncRecords {
  constructor(
    private readonly db: Database,
    private readonly sourceName: string,
    private readonly dataType: 'user' | 'department',
  ) {}

  /** @returns the ids of the rows, by uid */
  async write(records: readonly SyncRecord[], transaction: Transaction): Promise<Map<string, string>> {
    const ids = await this.update(records, transaction);
    const added = await this.add(
      records.filter(({ uid }) => !ids.has(uid)),
      transaction,
    );
    for (const [uid, id] of added) ids.set(uid, id);
    const resources = records.flatMap(({ uid, resources: of }) =>
      Object.entries(of).flatMap(([resource, pks]) =>
        pks.map((resourcePk) => ({ recordId: ids.get(uid), resource, resourcePk })),
      ),
    );
    if (resources.length > 0) await this.resources.bulkCreate(resources, { transaction, returning: false });
    return ids;
  }

  async remove(recordIds: readonly string[], transaction: Transaction): Promise<void> {
    if (recordIds.length === 0) return;
    await this.resources.destroy({ where: { recordId: [...recordIds] }, transaction });
    await this.records.destroy({ where: { id: [...recordIds] }, transaction });
  }

  /** Those that are there, with nothing left of what they stood for. */
  private async update(records: readonly SyncRecord[], transaction: Transaction): Promise<Map<string, string>> {
    const wanted = new Map(records.flatMap((record) => (record.recordId === null ? [] : [[record.recordId, record]])));
    if (wanted.size === 0) return new Map();
    const id = [...wanted.keys()];
    const rows = await this.records.findAll({ where: { id }, transaction });
    const ids = new Map<string, string>();
    for (const row of rows) {
      const recordId = String(row.get('id'));
      const record = wanted.get(recordId);
      if (!record) continue;
      await row.update({ lastMetaData: row.get('metaData') as unknown, metaData: record.metaData }, { transaction });
      ids.set(record.uid, recordId);
    }
    await this.resources.destroy({ where: { recordId: id }, transaction });
    return ids;
  }

  private async add(records: readonly SyncRecord[], transaction: Transaction): Promise<Map<string, string>> {
    if (records.length === 0) return new Map();
    const { sourceName, dataType } = this;
    // Not every database tells the ids of many rows, and the table has no index but its ids.
    const before = Number((await this.records.max('id', { transaction })) ?? 0);
    const rows = records.map(({ uid, metaData }) => ({ sourceName, dataType, sourceUk: uid, metaData }));
    await this.records.bulkCreate(rows, { transaction, returning: false });
    const added = (await this.records.findAll({
      where: { id: { [Op.gt]: before }, sourceName, dataType },
      attributes: ['id', 'sourceUk'],
      raw: true,
      transaction,
    })) as unknown as { id: number | string; sourceUk: string }[];
    return new Map(added.map(({ id, sourceUk }) => [sourceUk, String(id)]));
  }

  private get records() {
    return this.db.getModel<Model>('userDataSyncRecords');
  }

  private get resources() {
    return this.db.getModel<Model>('userDataSyncRecordsResources');
  }
}
