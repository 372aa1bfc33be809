export { acme } from './acme';
export { SimulatorConfigError, type ConfigIssue } from './config-error';
export type { Limits, SimulatorOptions } from './config';
export type { Callback, CallbackAttempt, CallbackReply, CallbackState } from './callbacks/callback';
export type { CallbackReceiver } from './callbacks/callback-address';
export type { Verification, VerificationProblem } from './callbacks/verify-address';
export type { XmlRecord, XmlValue } from './callbacks/xml';
export type { ActionInput } from './controls/act';
export type { AgentChanges } from './controls/agents';
export type { CallbackInput } from './controls/callbacks';
export type { ClickInput } from './controls/click-card';
export type { CallbackFilter } from './controls/history';
export type { DepartmentChanges, DepartmentInput } from './controls/departments';
export type { MemberChanges, MemberInput } from './controls/members';
export type { TagChanges, TagInput } from './controls/tags';
export type { OAuthCodeInput } from './controls/oauth-code';
export { coverage, type CoverageRow } from './coverage';
export type { SimulatorEvent } from './events';
export type { Fault, FaultInput } from './faults';
export type { Note, NoteCode, NoteParams } from './notes';
export {
  parseSeed,
  type Seed,
  type SeedAgent,
  type SeedDepartment,
  type SeedInput,
  type SeedMember,
  type SeedOutsider,
  type SeedTag,
} from './seed';
export { generateSeed, type SeedSize } from './generate-seed';
export { createSimulator, type Inbox, type Simulator } from './server';
export type { DeliveryState, MessageBody, Tally } from './store';
export type { Call, InboxMessage, OperatorMessage } from './views';
