import { Op, type Model } from '@nocobase/database';
import { CONTACTS_COLLECTION } from '../../../constants';
import { applyLeavers, mayLeave } from '../leavers';
import type { ContactSyncServices } from '../run-sync';
import { askAboutLeavers } from '../start-sync';
import { inTransaction } from '../write/in-transaction';
import type { WriteContext } from '../write/write-context';

const DAY_MS = 86_400_000;

/**
 * Members go as the source says; when those of a day become more than may go without asking, a sync asks first.
 *
 * @param toldAt when an event says that they went, by key
 */
export async function letGo(
  services: ContactSyncServices,
  context: WriteContext,
  keys: readonly string[],
  toldAt: ReadonlyMap<string, number>,
): Promise<void> {
  if (keys.length === 0) return;
  const { app, source, options } = context;
  const contacts = app.db.getModel<Model>(CONTACTS_COLLECTION);
  const members = { source, kind: 'member' };
  const going = await contacts.count({ where: { ...members, key: [...keys], state: 'synced' } });
  const since = Date.now() - DAY_MS;
  const gone = await contacts.count({ where: { ...members, state: 'left', leftAt: { [Op.gt]: since } } });
  const staying = await contacts.count({ where: { ...members, state: 'synced' } });
  if (going > 0 && !mayLeave(gone + going, gone + staying, options)) return askAboutLeavers(services, source);
  await inTransaction(app, (transaction) => applyLeavers(context, keys, transaction, toldAt));
}
