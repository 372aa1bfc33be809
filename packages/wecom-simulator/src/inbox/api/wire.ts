import type { AppMessage } from '@openwecom/message-view';

/** What the control API answers, as far as the page uses it. */
export interface Seed {
  corpId: string;
  corpName?: string;
  contactSecret: string;
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
  logo?: string;
  enabled?: boolean;
}

export interface Department {
  id: number;
  name: string;
  parentid: number;
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
  times: number;
  errcode?: number;
  status?: number;
  delayMs?: number;
  drop?: 'before' | 'after';
}
