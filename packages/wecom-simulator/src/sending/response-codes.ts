import { randomBytes } from 'node:crypto';
import { Refusal } from '../protocol/refusal';
import type { SeedAgent } from '../seed';
import type { Simulation } from '../simulation';
import type { ResponseCode, SentMessage } from '../store';

/** Document 94888. */
const LIFETIME_MS = 72 * 3_600_000;

/** A code that updates the card once: one comes with the answer of `message/send`, one with each click. */
export function issueResponseCode({ world, clock }: Simulation, message: SentMessage): string {
  const code = randomBytes(48).toString('base64url');
  world.store.addResponseCode(code, { message, agentid: message.agentid, issuedAt: clock.now(), spent: false });
  return code;
}

/** @throws {Refusal} 60140 unknown, spent or too old; 42015 of another agent's card */
export function findResponseCode({ world, clock }: Simulation, agent: SeedAgent, responseCode: string): ResponseCode {
  const code = world.store.responseCode(responseCode);
  if (!code) throw new Refusal(60140, 'the response code is unknown');
  if (code.spent) throw new Refusal(60140, 'the response code was used before');
  if (clock.now() >= code.issuedAt + LIFETIME_MS) throw new Refusal(60140, 'the response code is older than 72 hours');
  if (code.agentid !== agent.agentId) throw new Refusal(42015, `the card was sent by agent ${code.agentid}`);
  return code;
}
