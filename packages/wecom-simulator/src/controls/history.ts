import type { Callback } from '../callbacks/callback';
import type { CallbackReceiver } from '../callbacks/callback-address';
import { hiddenValues } from '../protocol/mount';
import type { Seed } from '../seed';
import type { Simulation } from '../simulation';
import type { Tally } from '../store';
import { viewCall, viewDelivery, viewMessage, type Call, type InboxMessage, type OperatorMessage } from '../views';

/** The corp as it stands now, changes included; secrets and callback keys too. */
export function seedOf({ world }: Simulation): Seed {
  return structuredClone(world.corp.seed);
}

export function inboxOf({ world }: Simulation, userid: string): { userid: string; messages: InboxMessage[] } {
  return {
    userid: world.corp.member(userid)?.userid ?? userid,
    messages: world.store.deliveriesTo(userid).map(viewDelivery),
  };
}

/**
 * How many messages each member was sent since the start or the last reset, of one agent or of all. Members who were sent none
 * are missing.
 */
export function inboxCountsOf({ world }: Simulation, agentId?: number): Record<string, Tally> {
  const tallies = [...world.store.tallies(agentId)].map(
    ([userid, tally]) => [world.corp.member(userid)?.userid ?? userid, tally] as const,
  );
  return Object.fromEntries(tallies.filter(([, tally]) => tally.delivered + tally.dropped + tally.recalled > 0));
}

/** Oldest first; the newest when a number is given. */
export function messagesOf({ world }: Simulation, newest = Infinity): OperatorMessage[] {
  return lastOf(world.store.messages(), newest).map(viewMessage);
}

/** Oldest first; the newest when a number is given. */
export function callsOf(simulation: Simulation, newest = Infinity): Call[] {
  const hidden = hiddenValues(simulation);
  return lastOf(simulation.world.store.calls(), newest).map((call) => viewCall(call, hidden));
}

export interface CallbackFilter {
  receiver?: CallbackReceiver;
  /** How many of the last. */
  newest?: number;
}

/** Oldest first, as they are now. */
export function callbacksOf({ world }: Simulation, { receiver, newest = Infinity }: CallbackFilter = {}): Callback[] {
  const all = world.callbacks.list();
  const chosen = receiver === undefined ? all : all.filter((callback) => callback.receiver === receiver);
  return structuredClone(lastOf(chosen, newest));
}

const lastOf = <Item>(items: Item[], count: number): Item[] => (items.length > count ? items.slice(-count) : items);
