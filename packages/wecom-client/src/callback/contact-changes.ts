import type { CallbackBase, Own } from './base';
import { commaList, listOf, optional, record, text, type Fields } from './fields';

/**
 * A change in the contacts, `FromUserName` `sys`. It goes to the address of contacts sync, and to service-provider agents; a
 * corp's own agents are not in the documented list.
 *
 * Addresses configured since 2022-08-15 get ids only: `create_user` has `UserID` and `Department`, departments have `Id` and
 * `ParentId`. Look the rest up. Two such events of one second may read alike and are still two.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90970 members
 * @see https://developer.work.weixin.qq.com/document/path/90971 departments
 * @see https://developer.work.weixin.qq.com/document/path/90972 tags
 */
export type ContactChange =
  | CreateUserChange
  | UpdateUserChange
  | DeleteUserChange
  | CreatePartyChange
  | UpdatePartyChange
  | DeletePartyChange
  | UpdateTagChange;

interface ContactChangeBase extends CallbackBase {
  kind: 'event';
  MsgType: 'event';
  Event: 'change_contact';
}

interface MemberFields {
  UserID: string;
  Name?: string;
  /** Department ids. */
  Department?: string[];
  MainDepartment?: string;
  /** `1` or `0` for each of `Department`, in the same order. */
  IsLeaderInDept?: string[];
  /** Userids. */
  DirectLeader?: string[];
  Position?: string;
  Mobile?: string;
  /** `1` male, `2` female. */
  Gender?: string;
  Email?: string;
  BizMail?: string;
  /** `1` active, `2` disabled, `4` not activated, `5` left. */
  Status?: string;
  Avatar?: string;
  Alias?: string;
  Telephone?: string;
  Address?: string;
  ExtAttr?: ExtendedAttribute[];
}

export interface ExtendedAttribute {
  Name: string;
  /** `0` text, `1` web. */
  Type?: string;
  Text?: { Value: string };
  Web?: { Title: string; Url: string };
}

export interface CreateUserChange extends ContactChangeBase, MemberFields {
  ChangeType: 'create_user';
}

/** Only what changed is present; present and empty means cleared. */
export interface UpdateUserChange extends ContactChangeBase, MemberFields {
  ChangeType: 'update_user';
  /** When the userid itself changed; `UserID` is then the old one. */
  NewUserID?: string;
}

export interface DeleteUserChange extends ContactChangeBase {
  ChangeType: 'delete_user';
  UserID: string;
}

export interface CreatePartyChange extends ContactChangeBase {
  ChangeType: 'create_party';
  Id: string;
  Name?: string;
  ParentId?: string;
  Order?: string;
}

/** Only what changed is present. */
export interface UpdatePartyChange extends ContactChangeBase {
  ChangeType: 'update_party';
  Id: string;
  Name?: string;
  ParentId?: string;
}

export interface DeletePartyChange extends ContactChangeBase {
  ChangeType: 'delete_party';
  Id: string;
}

/** It may arrive before the events of the members it names. */
export interface UpdateTagChange extends ContactChangeBase {
  ChangeType: 'update_tag';
  TagId: string;
  AddUserItems?: string[];
  DelUserItems?: string[];
  AddPartyItems?: string[];
  DelPartyItems?: string[];
}

const extendedAttribute: Fields<ExtendedAttribute> = {
  Name: text,
  Type: optional(text),
  Text: optional(record<{ Value: string }>({ Value: text })),
  Web: optional(record<{ Title: string; Url: string }>({ Title: text, Url: text })),
};

const member: Fields<MemberFields> = {
  UserID: text,
  Name: optional(text),
  Department: optional(commaList),
  MainDepartment: optional(text),
  IsLeaderInDept: optional(commaList),
  DirectLeader: optional(commaList),
  Position: optional(text),
  Mobile: optional(text),
  Gender: optional(text),
  Email: optional(text),
  BizMail: optional(text),
  Status: optional(text),
  Avatar: optional(text),
  Alias: optional(text),
  Telephone: optional(text),
  Address: optional(text),
  ExtAttr: optional(listOf('Item', record(extendedAttribute))),
};

export const contactChanges: { [C in ContactChange as C['ChangeType']]: Fields<Own<C>> } = {
  create_user: member,
  update_user: { ...member, NewUserID: optional(text) },
  delete_user: { UserID: text },
  create_party: { Id: text, Name: optional(text), ParentId: optional(text), Order: optional(text) },
  update_party: { Id: text, Name: optional(text), ParentId: optional(text) },
  delete_party: { Id: text },
  update_tag: {
    TagId: text,
    AddUserItems: optional(commaList),
    DelUserItems: optional(commaList),
    AddPartyItems: optional(commaList),
    DelPartyItems: optional(commaList),
  },
};
