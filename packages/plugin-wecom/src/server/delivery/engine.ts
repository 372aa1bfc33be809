import type { WeComClient } from '@openwecom/client';
import type { Sequelize } from 'sequelize';
import type { OneWriter } from './sql';
import type { Tables } from './tables';

/**
 * Sends what the outbox holds: each process what it finds in the database, or what is handed out to it through Redis. The database is the
 * record in both cases: an engine may be stopped at any moment, and any number of processes may run one.
 */
export interface DeliveryEngine {
  /** Begins to send. Returns at once. */
  start(): void;
  /** Deliveries of this app have been written and committed. Never throws; what nobody tells is found within a second. */
  wake(authenticator: string, deliveryIds?: readonly number[]): void;
  /** The app's settings are right again as far as anybody knows: if it is paused, one delivery is tried at once. */
  tryAgain(authenticator: string): Promise<void>;
  /**
   * Takes nothing new, hands back what was not begun, and waits for what is under way: 12 s, then it counts as unanswered. Resolves after
   * 15 s at most, whatever hangs.
   */
  stop(): Promise<void>;
}

/** A WeCom app that can be called now. */
export interface SendingApp {
  client: Pick<WeComClient, 'message'>;
  /** Another one as soon as any setting is another. It is stored and must tell nothing about them. */
  fingerprint: string;
  /** Accounts of the corp, which limit how many people it can send to in a day. Without it nobody counts. */
  accountCap?: number | undefined;
}

export interface DeliveryLogger {
  debug(message: string, details: Record<string, unknown>): void;
  info(message: string, details: Record<string, unknown>): void;
  warn(message: string, details: Record<string, unknown>): void;
  error(message: string, details: Record<string, unknown>): void;
}

/** What an engine works with. Nothing of it needs the host, so that a worker can run without one. */
export interface DeliveryEngineOptions {
  sequelize: Sequelize;
  tables: Tables;
  /**
   * Called before each claim, with the name of an authenticator.
   *
   * @throws {WeComAppError} when its settings do not do; the app is paused until they do
   */
  openApp: (authenticator: string) => Promise<SendingApp>;
  /** Told about every attempt by the id of its delivery, never about contents or secrets. */
  logger: DeliveryLogger;
  /** Runs writes one after the other on SQLite. @default those of this engine, which is enough for a process without others */
  oneWriter?: OneWriter | undefined;
  /** Deliveries have ended. */
  ended?: ((deliveryIds: readonly number[]) => void) | undefined;
  /** Calls at the same time, for each app. @default `CONCURRENCY` */
  concurrency?: number | undefined;
  /** How long a process that died keeps others from sending what it had claimed. @default 15000 */
  leaseMs?: number | undefined;
  /** How often the database is asked what nobody told. @default 1000 */
  pollMs?: number | undefined;
  /** Milliseconds since 1970. @default Date.now */
  now?: (() => number) | undefined;
  /** From 0 up to 1. @default Math.random */
  random?: (() => number) | undefined;
}
