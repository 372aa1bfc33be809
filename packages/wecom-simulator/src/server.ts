import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { acme } from './acme';
import { createApp } from './app';
import { parseOptions, type SimulatorOptions } from './config';
import { SimulatorConfigError } from './config-error';
import {
  addFault,
  advanceClock,
  callsOf,
  changeAgent,
  changeMember,
  inboxOf,
  issueOAuthCode,
  messagesOf,
  seedOf,
  type AgentChanges,
  type MemberChanges,
  type OAuthCodeInput,
} from './controls';
import type { SimulatorEvent } from './events';
import type { FaultInput } from './faults';
import { parseSeed, type Seed } from './seed';
import { Simulation } from './simulation';
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
  /** Every message with everybody it went to, oldest first. */
  messages(): OperatorMessage[];
  /** The call log, oldest first, at most 2000 calls. */
  calls(): Call[];
  /** Makes the next calls of a path misbehave. @throws {SimulatorConfigError} */
  addFault(fault: FaultInput): void;
  /** Moves the simulator's clock forward by milliseconds. @throws {SimulatorConfigError} */
  advanceClock(advanceMs: number): void;
  /** Takes access tokens back, of one agent or of everybody: they answer 40014. */
  revokeTokens(agentId?: number): void;
  /** What an administrator would change in the console; null removes a setting. @throws {SimulatorConfigError} */
  changeAgent(agentId: number, changes: AgentChanges): void;
  /** @throws {SimulatorConfigError} */
  changeMember(userid: string, changes: MemberChanges): void;
  /** A code as the sign-in pages give it out, without a browser. @throws {SimulatorConfigError} */
  oauthCode(input: OAuthCodeInput): string;
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
    messages: () => messagesOf(simulation),
    calls: () => callsOf(simulation),
    addFault: (fault) => void addFault(simulation, fault),
    advanceClock: (advanceMs) => advanceClock(simulation, advanceMs),
    revokeTokens: (agentId) => simulation.world.tokens.revoke(agentId),
    changeAgent: (agentId, changes) => void changeAgent(simulation, agentId, changes),
    changeMember: (userid, changes) => void changeMember(simulation, userid, changes),
    oauthCode: (input) => issueOAuthCode(simulation, input),
    on: (listener) => simulation.events.subscribe(listener),
    reset: () => simulation.reset(),
    close: () => close(server),
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
