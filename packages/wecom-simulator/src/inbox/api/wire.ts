import type { AppMessage } from '@openwecom/message-view';

/** What the control API answers, as far as the page uses it. */
export interface Seed {
  corpId: string;
  corpName?: string;
  contactSecret: string;
  contactCallback?: { url?: string; form?: ReportForm };
  agents: Agent[];
  departments: Department[];
  tags: Tag[];
  members: Member[];
}

export interface Agent {
  agentId: number;
  name: string;
  secret: string;
  token?: string;
  encodingAESKey?: string;
  visibleRange: { users: string[]; departments: number[]; tags: number[] };
  trustedIps?: string[];
  redirectDomain?: string;
  privateFields?: string[];
  homeUrl?: string;
  callbackUrl?: string;
  menu?: MenuButton[];
  reportEnter?: boolean;
  logo?: string;
  enabled?: boolean;
}

/** What the contacts-sync assistant is told of a change. */
export type ReportForm = 'full' | 'ids';

export interface MenuLeaf {
  name: string;
  type: 'click' | 'view';
  key?: string;
  url?: string;
}

export type MenuButton = MenuLeaf | { name: string; sub_button: MenuLeaf[] };

export interface Department {
  id: number;
  name: string;
  parentid: number;
  order?: number;
  department_leader?: string[];
}

export interface Tag {
  tagid: number;
  tagname: string;
  userlist: string[];
  partylist: number[];
}

export interface Member {
  userid: string;
  name: string;
  department: number[];
  main_department?: number;
  position?: string;
  alias?: string;
  mobile?: string;
  email?: string;
  biz_mail?: string;
  /** 0 unknown, 1 male, 2 female. */
  gender?: number;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: number;
  licensed: boolean;
}

export type DeliveryState = 'delivered' | 'dropped' | 'recalled';

interface MessageHead {
  id: number;
  msgid: string;
  agentid: number;
  /** Milliseconds since 1970, of the simulator's clock. */
  sentAt: number;
  msgtype: string;
  body: AppMessage;
}

export interface DeliveryOutcome {
  state: DeliveryState;
  /** Why it was dropped, in English and as a code. */
  reason?: string;
  reasonCode?: string;
  reasonParams?: NoteParams;
}

/** A message in one member's inbox. */
export interface InboxMessage extends MessageHead, DeliveryOutcome {}

/** A message with everybody it went to. */
export interface OperatorMessage extends MessageHead {
  recipients: ({ userid: string } & DeliveryOutcome)[];
}

export type NoteParams = Readonly<Record<string, string | number>>;

/** What WeCom does not say. */
export interface Note {
  code: string;
  params: NoteParams;
  /** In English. */
  message: string;
}

export interface Call {
  id: number;
  /** Milliseconds since 1970, of the simulator's clock. */
  at: number;
  method: string;
  path: string;
  caller: string;
  query: Record<string, string>;
  request: unknown;
  answer: { errcode?: unknown; errmsg?: unknown } | null;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
  durationMs: number;
  notes: readonly Note[];
  fault: unknown;
}

/** A misbehaviour for the next `times` calls of `path`. */
export interface Fault {
  path: string;
  times: number | 'until-cleared';
  /** Whose calls; everybody's when absent. */
  agentId?: number | 'contact';
  errcode?: number;
  status?: number;
  delayMs?: number;
  drop?: 'before' | 'after';
}

/** An agent id, or the contacts-sync assistant. */
export type ReceiverId = number | 'contacts';

export interface Verification {
  ok: boolean;
  /** Milliseconds since 1970, of the simulator's clock. */
  at: number;
  durationMs: number;
  /** HTTP status. */
  status?: number;
  problem?: string;
  /** In English, with what came back. */
  detail?: string;
}

/** Somebody who may be called back. */
export interface Receiver {
  receiver: ReceiverId;
  /** Empty for the contacts-sync assistant. */
  name: string;
  url?: string;
  token?: string;
  encodingAESKey?: string;
  form?: ReportForm;
  verification?: Verification;
}

export interface CallbackAttempt {
  at: number;
  durationMs: number;
  outcome: 'delivered' | 'refused' | 'timeout' | 'no-connection';
  status?: number;
  reason?: string;
}

/** A message or an event that was sent to a receiver. */
export interface Callback {
  id: number;
  /** Milliseconds since 1970, of the simulator's clock. */
  at: number;
  receiver: ReceiverId;
  url: string;
  /** The elements of its XML. */
  message: Readonly<Record<string, unknown>>;
  state: 'sending' | 'delivered' | 'failed';
  attempts: readonly CallbackAttempt[];
  reply?: { message?: unknown; applied: boolean; detail?: string };
}
