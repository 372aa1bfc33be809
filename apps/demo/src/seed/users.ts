import { accounts, DEMO_PASSWORD } from '../accounts';
import type { NocoBaseApi } from '../nocobase-api';
import { LEAVE_REQUESTS, leaveFieldNames } from './leave-collection';

/** Ids of the demo's users by user name. */
export type UserIds = ReadonlyMap<string, number>;

interface User {
  id: number;
  username: string;
}

/** Makes the users that are missing; those that exist keep whatever was changed about them. */
export async function seedUsers(api: NocoBaseApi): Promise<UserIds> {
  const ids = new Map<string, number>();
  for (const { username, nickname, email } of accounts) {
    const [existing] = await api.call<User[]>('users:list', { params: { filter: { username } } });
    const user =
      existing ??
      (await api.call<User>('users:create', { values: { username, nickname, email, password: DEMO_PASSWORD } }));
    ids.set(username, user.id);
  }
  return ids;
}

/** @throws {Error} for a name that is not an account of the demo */
export function userId(ids: UserIds, account: { username: string }): number {
  const id = ids.get(account.username);
  if (id === undefined) throw new Error(`No user "${account.username}" was made.`);
  return id;
}

/** What an employee may do: see and make requests, and choose people by name. An action without fields allows none. */
const memberPermissions = [
  {
    name: LEAVE_REQUESTS,
    actions: [
      { name: 'view', fields: leaveFieldNames },
      { name: 'create', fields: leaveFieldNames },
    ],
  },
  { name: 'users', actions: [{ name: 'view', fields: ['id', 'nickname', 'username'] }] },
];

/** Lets members use the page of leave requests. */
export async function seedPermissions(api: NocoBaseApi): Promise<void> {
  for (const { name, actions } of memberPermissions) {
    const existing = await api.call<{ name: string }[]>('roles/member/resources:list', { params: { paginate: false } });
    if (existing.some((resource) => resource.name === name)) continue;
    await api.call('roles/member/dataSourceResources:create', {
      values: { name, dataSourceKey: 'main', usingActionsConfig: true, actions },
    });
  }
}
