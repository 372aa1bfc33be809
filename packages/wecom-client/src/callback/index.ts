// Receiving
export {
  createCallbackReceiver,
  type CallbackQuery,
  type CallbackReceiver,
  type OpenedCallback,
  type VerifiedUrl,
} from './receiver';
export type { CallbackPair, CallbackReceiverOptions } from './options';
export { readCallback, type Callback, type UnknownCallback } from './read';

// Messages
export type {
  CallbackMessage,
  ImageMessage,
  LinkMessage,
  LocationMessage,
  TextMessage,
  VideoMessage,
  VoiceMessage,
} from './messages';

// Events
export type {
  AgentActivityEvent,
  AgentAlertEvent,
  AgentEvent,
  BatchJob,
  BatchJobResultEvent,
  CallbackEvent,
  EnterAgentEvent,
  LocationEvent,
  LocationSelectEvent,
  MenuClickEvent,
  MenuViewEvent,
  OpenApprovalChangeEvent,
  PictureEvent,
  ScanCodeEvent,
  ScanCodeInfo,
  SelectedItem,
  SendLocationInfo,
  SendPicsInfo,
  SharedAgentEvent,
  SubscribeEvent,
  TemplateCardEvent,
  TemplateCardMenuEvent,
} from './events';

// Changes in the contacts
export type {
  ContactChange,
  CreatePartyChange,
  CreateUserChange,
  DeletePartyChange,
  DeleteUserChange,
  ExtendedAttribute,
  UpdatePartyChange,
  UpdateTagChange,
  UpdateUserChange,
} from './contact-changes';

// Answering
export type {
  CallbackReply,
  MediaReply,
  NewsReply,
  TextReply,
  UpdateButtonReply,
  UpdateTemplateCardReply,
  VideoReply,
} from './replies';

// What XML turns into
export type { XmlRecord, XmlValue } from './xml';
export type { XmlContent } from './write-xml';
