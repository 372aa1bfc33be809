export { acme } from './acme';
export { SimulatorConfigError, type ConfigIssue } from './config-error';
export type { Limits, SimulatorOptions } from './config';
export type { AgentChanges, MemberChanges, OAuthCodeInput } from './controls';
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
export { createSimulator, type Inbox, type Simulator } from './server';
export type { DeliveryState, MessageBody } from './store';
export type { Call, InboxMessage, OperatorMessage } from './views';
