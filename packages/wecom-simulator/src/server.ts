import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { acme } from './acme';
import { createApp } from './app';
import { parseOptions, type SimulatorOptions } from './config';
import { SimulatorConfigError } from './config-error';
import type { Callback } from './callbacks/callback';
import type { CallbackReceiver } from './callbacks/callback-address';
import type { Verification } from './callbacks/verify-address';
import type { XmlRecord } from './callbacks/xml';
import { act, type ActionInput } from './controls/act';
import { changeAgent, type AgentChanges } from './controls/agents';
import { removeCallback, repeatCallback, saveCallback, sendCallback, type CallbackInput } from './controls/callbacks';
import { clickCard, type ClickInput } from './controls/click-card';
import { addFault, advanceClock, clearFaults } from './controls/conditions';
import {
  callbacksOf,
  callsOf,
  inboxCountsOf,
  inboxOf,
  messagesOf,
  seedOf,
  type CallbackFilter,
} from './controls/history';
import {
  addDepartment,
  changeDepartment,
  removeDepartment,
  type DepartmentChanges,
  type DepartmentInput,
} from './controls/departments';
import { addMember, changeMember, removeMember, type MemberChanges, type MemberInput } from './controls/members';
import { addTag, changeTag, removeTag, type TagChanges, type TagInput } from './controls/tags';
import { issueOAuthCode, type OAuthCodeInput } from './controls/oauth-code';
import type { SimulatorEvent } from './events';
import type { FaultInput } from './faults';
import { parseSeed, type Seed } from './seed';
import { Simulation } from './simulation';
import type { Tally } from './store';
import type { Call, InboxMessage, OperatorMessage } from './views';

/** One member's messages, of all agents, newest last; the dropped and recalled ones too. */
export interface Inbox {
  userid: string;
  messages: InboxMessage[];
  /** The newest message the member really sees: delivered, and neither dropped nor recalled. */
  last(): InboxMessage | undefined;
}

/** A running simulator. What can be done here can be done over HTTP as well, under `/_simulator/`. */
export interface Simulator {
  /** Without a slash at the end; the base URL for a client, and the address of the web inbox. */
  readonly url: string;
  /** The corp as it stands now: a copy, with secrets. */
  readonly seed: Seed;
  inbox(userid: string): Inbox;
  /**
   * How many messages each member was sent since the start or the last reset, the forgotten ones included, of one agent or of
   * all. Members who were sent none are missing.
   */
  inboxCounts(agentId?: number): Record<string, Tally>;
  /** Every message with everybody it went to, oldest first. */
  messages(): OperatorMessage[];
  /** The call log, oldest first. */
  calls(): Call[];
  /** Makes the next calls of a path misbehave. @throws {SimulatorConfigError} */
  addFault(fault: FaultInput): void;
  /** Ends the faults still to come, of one path or of all. */
  clearFaults(path?: string): void;
  /** Moves the simulator's clock forward by milliseconds. @throws {SimulatorConfigError} */
  advanceClock(advanceMs: number): void;
  /** Takes access tokens back, of one agent or of everybody: they answer 40014. */
  revokeTokens(agentId?: number): void;
  /** What an administrator would change in the console; null removes a setting. @throws {SimulatorConfigError} */
  changeAgent(agentId: number, changes: AgentChanges): void;
  /**
   * Changes of members, departments and tags, as an administrator makes them. The contacts-sync assistant is told, and apps whose
   * visible range somebody enters or leaves. @throws {SimulatorConfigError}
   */
  addMember(member: MemberInput): void;
  changeMember(userid: string, changes: MemberChanges): void;
  removeMember(userid: string): void;
  /** Returns the id. */
  addDepartment(department: DepartmentInput): number;
  changeDepartment(id: number, changes: DepartmentChanges): void;
  /** Nobody may be in it, and nothing below it. */
  removeDepartment(id: number): void;
  /** Returns the id. */
  addTag(tag: TagInput): number;
  changeTag(tagId: number, changes: TagChanges): void;
  removeTag(tagId: number): void;
  /** A code as the sign-in pages give it out, without a browser. @throws {SimulatorConfigError} */
  oauthCode(input: OAuthCodeInput): string;
  /** A member presses a button of a card, submits it, or chooses from its menu. @throws {SimulatorConfigError} */
  click(input: ClickInput): Callback;
  /** A member opens an app, writes to it, or taps its menu. @throws {SimulatorConfigError} */
  act(input: ActionInput): Callback;
  /** Checks an address as WeCom's console does, and saves it when it answers right. @throws {SimulatorConfigError} */
  saveCallback(receiver: CallbackReceiver, input: CallbackInput): Promise<Verification>;
  /** Calls the receiver no more; Token and EncodingAESKey stay. @throws {SimulatorConfigError} */
  removeCallback(receiver: CallbackReceiver): void;
  /** Sends any message or event; `ToUserName`, `CreateTime` and the like are filled in. @throws {SimulatorConfigError} */
  sendCallback(receiver: CallbackReceiver, message: XmlRecord): Callback;
  /** Sends one again, byte for byte. @throws {SimulatorConfigError} */
  repeatCallback(id: number): void;
  /** Messages and events sent, oldest first, with their attempts. */
  callbacks(filter?: CallbackFilter): Callback[];
  /** Resolves when no callback is under way, to one receiver or to anybody. */
  callbacksSettled(receiver?: CallbackReceiver): Promise<void>;
  /** Calls `listener` for everything that happens; returns the function that ends it. */
  on(listener: (event: SimulatorEvent) => void): () => void;
  /** Back to the seed. */
  reset(): void;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts WeCom on this machine.
 *
 * @throws {SimulatorConfigError} when options or seed are wrong, or the port is taken
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const config = parseOptions(options);
  const simulation = new Simulation(parseSeed(config.seed ?? acme), config);
  const server = createAdaptorServer({ fetch: createApp(simulation).fetch, overrideGlobalObjects: false }) as Server;
  // Longer than clients keep idle connections, so that none is closed under a request about to be sent.
  server.keepAliveTimeout = 65_000;
  const { port } = await listen(server, config.port, config.host);

  return {
    url: `http://${addressOf(config.host)}:${port}`,
    get seed() {
      return seedOf(simulation);
    },
    inbox: (userid) => {
      const inbox = inboxOf(simulation, userid);
      return { ...inbox, last: () => inbox.messages.findLast((message) => message.state === 'delivered') };
    },
    inboxCounts: (agentId) => inboxCountsOf(simulation, agentId),
    messages: () => messagesOf(simulation),
    calls: () => callsOf(simulation),
    addFault: (fault) => void addFault(simulation, fault),
    clearFaults: (path) => clearFaults(simulation, path),
    advanceClock: (advanceMs) => advanceClock(simulation, advanceMs),
    revokeTokens: (agentId) => simulation.world.tokens.revoke(agentId),
    changeAgent: (agentId, changes) => void changeAgent(simulation, agentId, changes),
    addMember: (member) => void addMember(simulation, member),
    changeMember: (userid, changes) => void changeMember(simulation, userid, changes),
    removeMember: (userid) => removeMember(simulation, userid),
    addDepartment: (department) => addDepartment(simulation, department).id,
    changeDepartment: (id, changes) => void changeDepartment(simulation, id, changes),
    removeDepartment: (id) => removeDepartment(simulation, id),
    addTag: (tag) => addTag(simulation, tag).tagid,
    changeTag: (tagId, changes) => void changeTag(simulation, tagId, changes),
    removeTag: (tagId) => removeTag(simulation, tagId),
    oauthCode: (input) => issueOAuthCode(simulation, input),
    click: (input) => structuredClone(clickCard(simulation, input)),
    act: (input) => structuredClone(act(simulation, input)),
    saveCallback: (receiver, input) => saveCallback(simulation, receiver, input),
    removeCallback: (receiver) => removeCallback(simulation, receiver),
    sendCallback: (receiver, message) => structuredClone(sendCallback(simulation, receiver, message)),
    repeatCallback: (id) => void repeatCallback(simulation, id),
    callbacks: (filter) => callbacksOf(simulation, filter),
    callbacksSettled: (receiver) => simulation.world.callbacks.settled(receiver),
    on: (listener) => simulation.events.subscribe(listener),
    reset: () => simulation.reset(),
    close: () => {
      simulation.stop();
      return close(server);
    },
  };
}

function addressOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

const refusals: Readonly<Record<string, { path: string; message: string }>> = {
  EADDRINUSE: { path: 'port', message: 'is in use by another program; choose another, or 0 for a free one' },
  EACCES: { path: 'port', message: 'may not be used by this account; choose one above 1023' },
  EADDRNOTAVAIL: { path: 'host', message: 'is not an address of this machine' },
  ENOTFOUND: { path: 'host', message: 'is not an address of this machine' },
};

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const known = refusals[error.code ?? ''];
      if (!known) return reject(error);
      const value = known.path === 'port' ? String(port) : host;
      reject(
        new SimulatorConfigError('The simulator cannot start', [
          { path: known.path, message: `${value} ${known.message}` },
        ]),
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
