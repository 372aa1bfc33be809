import type { ContactChange } from '@openwecom/client';
import type { ContactSource } from '../open-source';
import type { ContactSyncServices } from '../run-sync';
import { refreshMembers } from './refresh-members';
import { refreshTree } from './refresh-tree';
import { renameMember } from './rename-member';
import { told } from './told';

/**
 * Makes ours what a change says WeCom now has. Events come in any order, more than once, and since 2022 with ids alone; so what has
 * changed is looked up, and an event that is old by now finds nothing to do.
 *
 * @throws when not all of it could be written: to be done again
 */
export async function applyContactChange(
  services: ContactSyncServices,
  source: ContactSource,
  change: ContactChange,
): Promise<void> {
  switch (change.ChangeType) {
    case 'create_user':
    case 'delete_user':
      return refreshMembers(services, source, [change.UserID], told(change));
    case 'update_user':
      if (change.NewUserID) {
        await renameMember(services, source, change.UserID.toLowerCase(), change.NewUserID.toLowerCase());
      }
      return refreshMembers(services, source, [change.NewUserID ?? change.UserID], told(change));
    case 'create_party':
    case 'update_party':
    case 'delete_party':
      return refreshTree(services, source);
    case 'update_tag': {
      // Tags only decide who the app sees.
      const { AddUserItems = [], DelUserItems = [], AddPartyItems = [], DelPartyItems = [] } = change;
      if (AddPartyItems.length + DelPartyItems.length > 0) await refreshTree(services, source);
      return refreshMembers(services, source, [...AddUserItems, ...DelUserItems]);
    }
    default:
      return change satisfies never;
  }
}
