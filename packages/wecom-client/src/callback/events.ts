import type { CallbackBase, Own } from './base';
import type { ContactChange } from './contact-changes';
import { anyRecord, listOf, optional, orEmpty, record, respelled, text, type Fields } from './fields';
import type { XmlRecord } from './xml';

/**
 * Something that happened. Events have no id: WeCom's repeats of one are recognised by their `xml`.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90240
 */
export type CallbackEvent = AgentEvent | ContactChange;

/** The events told apart by `Event` alone. */
export type AgentEvent =
  | TemplateCardEvent
  | TemplateCardMenuEvent
  | EnterAgentEvent
  | SubscribeEvent
  | MenuClickEvent
  | MenuViewEvent
  | ScanCodeEvent
  | PictureEvent
  | LocationSelectEvent
  | LocationEvent
  | BatchJobResultEvent
  | OpenApprovalChangeEvent
  | SharedAgentEvent
  | AgentAlertEvent
  | AgentActivityEvent;

interface EventBase extends CallbackBase {
  kind: 'event';
  MsgType: 'event';
}

/** A click on a button, or a submitted card. */
export interface TemplateCardEvent extends EventBase {
  Event: 'template_card_event';
  /** Key of the button, or of the submit button. */
  EventKey: string;
  TaskId: string;
  CardType: string;
  /** Updates the card once, within 72 hours (document 94888); each click brings its own. */
  ResponseCode: string;
  /** The choices, of vote and multiple-choice cards. */
  SelectedItems?: SelectedItem[];
}

export interface SelectedItem {
  QuestionKey: string;
  /** Empty when nothing was chosen. */
  OptionIds: string[];
}

/** A click on an entry of the menu in the top right corner. */
export interface TemplateCardMenuEvent extends EventBase {
  Event: 'template_card_menu_event';
  /** Key of the entry. */
  EventKey: string;
  TaskId: string;
  CardType: string;
  /** Updates the card once, within 72 hours (document 94888). */
  ResponseCode: string;
}

export interface EnterAgentEvent extends EventBase {
  Event: 'enter_agent';
  /** Empty. */
  EventKey?: string;
}

/** A member came into or left the visible range, joined, was disabled or left the corp. */
export interface SubscribeEvent extends EventBase {
  Event: 'subscribe' | 'unsubscribe';
  /** Empty. */
  EventKey?: string;
}

export interface MenuClickEvent extends EventBase {
  Event: 'click';
  /** Key of the menu entry. */
  EventKey: string;
}

export interface MenuViewEvent extends EventBase {
  Event: 'view' | 'view_miniprogram';
  /** The address, or the page of the mini program. */
  EventKey: string;
}

export interface ScanCodeEvent extends EventBase {
  Event: 'scancode_push' | 'scancode_waitmsg';
  EventKey: string;
  ScanCodeInfo: ScanCodeInfo;
}

export interface ScanCodeInfo {
  /** `qrcode`, usually. */
  ScanType: string;
  ScanResult: string;
}

export interface PictureEvent extends EventBase {
  Event: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
  EventKey: string;
  SendPicsInfo: SendPicsInfo;
}

export interface SendPicsInfo {
  Count: string;
  PicList: { PicMd5Sum: string }[];
}

export interface LocationSelectEvent extends EventBase {
  Event: 'location_select';
  EventKey: string;
  SendLocationInfo: SendLocationInfo;
  /** `wxwork` from WeCom, absent from the WeChat plugin. */
  AppType?: string;
}

export interface SendLocationInfo {
  /** Latitude. */
  Location_X: string;
  /** Longitude. */
  Location_Y: string;
  Scale: string;
  Label: string;
  Poiname?: string;
}

/** Where a member is, when the agent has location reports switched on. */
export interface LocationEvent extends EventBase {
  Event: 'LOCATION';
  Latitude: string;
  Longitude: string;
  Precision: string;
  /** `wxwork` from WeCom, absent from the WeChat plugin. */
  AppType?: string;
}

export interface BatchJobResultEvent extends EventBase {
  Event: 'batch_job_result';
  BatchJob: BatchJob;
}

export interface BatchJob {
  /** At most 64 characters (document 90240). */
  JobId: string;
  /** `sync_user`, `replace_user`, `invite_user`, `replace_party`, `export_user`, `export_department` and others. */
  JobType: string;
  ErrCode: string;
  ErrMsg: string;
}

export interface OpenApprovalChangeEvent extends EventBase {
  Event: 'open_approval_change';
  /** As it came; its fields are those of document 90269. */
  ApprovalInfo: XmlRecord;
}

/** The agent was shared with another corp, or is not any more. */
export interface SharedAgentEvent extends EventBase {
  Event: 'share_agent_change' | 'share_chain_change';
}

/** The agent will be suspended (`inactive_alert`) or restricted (`low_active_alert`), because hardly anybody uses it. */
export interface AgentAlertEvent extends EventBase {
  Event: 'inactive_alert' | 'low_active_alert';
  /** Unix time in seconds. */
  EffectTime?: string;
}

/** It was suspended, reopened, restricted, or is used enough again. */
export interface AgentActivityEvent extends EventBase {
  Event: 'close_inactive_agent' | 'reopen_inactive_agent' | 'low_active' | 'active_restored';
}

const card = { EventKey: text, TaskId: text, CardType: text, ResponseCode: text };
const menu = { EventKey: text };
const emptyKey = { EventKey: optional(text) };
const alert = { EffectTime: optional(text) };

const scanCode = {
  EventKey: text,
  ScanCodeInfo: record<ScanCodeInfo>({ ScanType: text, ScanResult: text }),
};

const pictures = {
  EventKey: text,
  SendPicsInfo: record<SendPicsInfo>({
    Count: text,
    PicList: orEmpty(listOf('item', record<{ PicMd5Sum: string }>({ PicMd5Sum: text }))),
  }),
};

/** One SDK (SKIT.FlurlHttpClient.Wechat) reads `OpitonIds`, the documents and all others `OptionIds`. */
const selectedItem = respelled(
  { from: 'OpitonIds', to: 'OptionIds' },
  record<SelectedItem>({ QuestionKey: text, OptionIds: orEmpty(listOf('OptionId', text)) }),
);

export const events: { [E in AgentEvent as E['Event']]: Fields<Own<E>> } = {
  template_card_event: { ...card, SelectedItems: optional(listOf('SelectedItem', selectedItem)) },
  template_card_menu_event: card,
  enter_agent: emptyKey,
  subscribe: emptyKey,
  unsubscribe: emptyKey,
  click: menu,
  view: menu,
  view_miniprogram: menu,
  scancode_push: scanCode,
  scancode_waitmsg: scanCode,
  pic_sysphoto: pictures,
  pic_photo_or_album: pictures,
  pic_weixin: pictures,
  location_select: {
    EventKey: text,
    SendLocationInfo: record<SendLocationInfo>({
      Location_X: text,
      Location_Y: text,
      Scale: text,
      Label: text,
      Poiname: optional(text),
    }),
    AppType: optional(text),
  },
  LOCATION: { Latitude: text, Longitude: text, Precision: text, AppType: optional(text) },
  batch_job_result: {
    BatchJob: record<BatchJob>({ JobId: text, JobType: text, ErrCode: text, ErrMsg: text }),
  },
  open_approval_change: { ApprovalInfo: anyRecord },
  share_agent_change: {},
  share_chain_change: {},
  inactive_alert: alert,
  low_active_alert: alert,
  close_inactive_agent: {},
  reopen_inactive_agent: {},
  low_active: {},
  active_restored: {},
};
