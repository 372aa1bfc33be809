import type { CreateUserChange, DeleteUserChange, SimpleMember, UpdateUserChange } from '@openwecom/client';

/** What an event says of a member, for a secret that may not look them up. */
export interface Told {
  /** When it happened, in milliseconds since 1970; WeCom tells seconds. */
  at: number;
  /** Null: they are gone. */
  member: ToldMember | null;
}

/** What is missing is as it was before. */
export interface ToldMember extends Omit<SimpleMember, 'department'> {
  department?: number[];
}

/** By userid. Of an update that changes the userid, the new one. */
export function told(change: CreateUserChange | UpdateUserChange | DeleteUserChange): Map<string, Told> {
  const at = Number(change.CreateTime) * 1000;
  if (change.ChangeType === 'delete_user') return new Map([[change.UserID, { at, member: null }]]);
  const userid = (change.ChangeType === 'update_user' && change.NewUserID) || change.UserID;
  const { MainDepartment, Status } = change;
  const optional = {
    name: change.Name,
    department: change.Department?.map(Number),
    main_department: MainDepartment && Number(MainDepartment),
    is_leader_in_dept: change.IsLeaderInDept?.map(Number),
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
  return new Map([[userid, { at, member: { userid, ...given } }]]);
}
