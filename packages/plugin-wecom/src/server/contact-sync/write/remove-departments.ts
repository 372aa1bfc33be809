import type { Model } from '@nocobase/database';
import { ContactBook, type Contact } from '../contact-book';
import type { SyncProgress } from '../runs/sync-progress';
import { inTransaction } from './in-transaction';
import { lockSource } from './lock-source';
import { SyncRecords } from './sync-records';
import type { WriteContext } from './write-context';

/**
 * Removes departments that are no longer in WeCom once nobody is in them and nothing is below them, as the host itself demands. Others
 * wait until that is so.
 */
export async function removeDepartments(
  context: WriteContext,
  gone: readonly Contact[],
  run: SyncProgress,
): Promise<void> {
  let rest = [...gone];
  // A parent can go when what was below it is gone.
  for (let removed = 1; removed > 0 && rest.length > 0;) {
    const stay: Contact[] = [];
    for (const contact of rest) {
      run.signal.throwIfAborted();
      if (!(await removeDepartment(context, contact))) stay.push(contact);
      else run.counts.departmentsRemoved += 1;
    }
    removed = rest.length - stay.length;
    rest = stay;
  }
}

async function removeDepartment(context: WriteContext, { key }: Contact): Promise<boolean> {
  const { app, source, readAt } = context;
  const { db } = app;
  return inTransaction(app, async (transaction) => {
    await lockSource(context, transaction);
    const book = new ContactBook(db, source, 'department');
    const contact = (await book.lock([key], transaction)).get(key);
    // Removed meanwhile, or there again.
    if (!contact || (contact.readAt ?? 0) > readAt) return false;
    const { target, recordId } = contact;
    const departments = db.getModel<Model>('departments');
    if (target !== null) {
      const below = await departments.count({ where: { parentId: target }, transaction });
      const inside = await db.getModel('departmentsUsers').count({ where: { departmentId: target }, transaction });
      if (below + inside > 0) return false;
      const department = await departments.findOne({ where: { id: target }, transaction });
      const parentId = department?.get('parentId') as string | null | undefined;
      await department?.destroy({ transaction });
      if (parentId && (await departments.count({ where: { parentId }, transaction })) === 0) {
        await departments.update({ isLeaf: true }, { where: { id: parentId }, transaction });
      }
    }
    await new SyncRecords(db, source, 'department').remove(recordId === null ? [] : [recordId], transaction);
    await book.forget([key], transaction);
    return true;
  });
}
