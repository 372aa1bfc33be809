import type { ContactChange, CreateUserChange, Member, SimpleMember, UpdateUserChange } from '@openwecom/client';
import type { ContactSource } from '../open-source';
import { readDepartmentMembers } from '../read/read-members';
import { isDepartmentGone, isIdsOnly } from '../read/errcodes';
import { readOptions } from '../read/read-options';
import type { ContactSyncServices } from '../run-sync';
import { membersIn, refreshDepartments, removeGone } from './refresh-departments';
import { refreshMembers, type Told } from './refresh-members';
import { renameMember } from './rename-member';

const TIMEOUT_MS = 60_000;

/**
 * Makes ours what a change says WeCom now has. Events come in any order, more than once, and since 2022 with ids alone; so what has
 * changed is looked up, and an event that is old by now finds nothing to do.
 */
export async function applyContactChange(
  services: ContactSyncServices,
  source: ContactSource,
  change: ContactChange,
): Promise<void> {
  switch (change.ChangeType) {
    case 'create_user':
      return refreshMembers(services, source, [change.UserID], told(change.UserID, change));
    case 'update_user': {
      const userId = change.NewUserID ?? change.UserID;
      if (change.NewUserID) {
        await renameMember(services, source, change.UserID.toLowerCase(), change.NewUserID.toLowerCase());
      }
      return refreshMembers(services, source, [userId], told(userId, change));
    }
    case 'delete_user':
      return refreshMembers(services, source, [change.UserID], new Map([[change.UserID, null]]));
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

/** The tree, and whoever is in departments that came into it or went out of it. */
async function refreshTree(services: ContactSyncServices, source: ContactSource): Promise<void> {
  const { added, gone } = await refreshDepartments(services, source);
  const userIds = await membersIn(services, source, gone);
  for (const id of added) userIds.push(...(await userIdsIn(source, id)));
  await refreshMembers(services, source, userIds);
  await removeGone(services, source, gone);
}

async function userIdsIn({ readers: { app } }: ContactSource, id: number): Promise<string[]> {
  if (!app) return [];
  const userIds: string[] = [];
  const reading = readOptions(AbortSignal.timeout(TIMEOUT_MS));
  const onMembers = (members: readonly Member[]) => void userIds.push(...members.map(({ userid }) => userid));
  try {
    await readDepartmentMembers(app, id, { ...reading, onMembers });
  } catch (error) {
    // With ids alone members come by their own events; and a department may be gone again by now.
    if (!isIdsOnly(error) && !isDepartmentGone(error)) throw error;
  }
  return userIds;
}

/** What an event says of a member, unless it leaves out their departments, without which nothing can be done. */
function told(userid: string, change: CreateUserChange | UpdateUserChange): Map<string, Told> {
  const { Department, MainDepartment, IsLeaderInDept, Status } = change;
  if (!Department) return new Map();
  const optional = {
    name: change.Name,
    main_department: MainDepartment && Number(MainDepartment),
    is_leader_in_dept: IsLeaderInDept?.map(Number),
    status: Status && Number(Status),
    position: change.Position,
    mobile: change.Mobile,
    email: change.Email,
    biz_mail: change.BizMail,
    avatar: change.Avatar,
    alias: change.Alias,
    telephone: change.Telephone,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== ''));
  const member: SimpleMember = { userid, department: Department.map(Number), ...given };
  return new Map([[userid, member]]);
}
