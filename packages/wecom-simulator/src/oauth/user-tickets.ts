import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { Refusal } from '../protocol/refusal';
import type { PrivateField, SeedMember } from '../seed';

interface UserTicket {
  agentId: number;
  member: SeedMember;
  consented: readonly PrivateField[];
  expiresAt: number;
}

/** Document 91023. */
export const TICKET_LIFETIME_S = 1800;

/** User tickets: what a member agreed to show one agent, for half an hour and as often as wanted. */
export class UserTickets {
  private readonly issued = new Map<string, UserTicket>();

  constructor(
    private readonly clock: Clock,
    private readonly capacity: number,
  ) {}

  issue(agentId: number, member: SeedMember, consented: readonly PrivateField[]): string {
    const ticket = randomBytes(48).toString('base64url');
    const expiresAt = this.clock.now() + TICKET_LIFETIME_S * 1000;
    this.issued.set(ticket, { agentId, member, consented, expiresAt });
    const [oldest] = this.issued.keys();
    if (this.issued.size > this.capacity && oldest !== undefined) this.issued.delete(oldest);
    return ticket;
  }

  /** @throws {Refusal} 84015 unknown or of another agent, 84014 expired */
  open(ticket: string, agentId: number): UserTicket {
    const issued = this.issued.get(ticket);
    if (!issued) throw new Refusal(84015, 'this user ticket was never given out');
    if (issued.agentId !== agentId) throw new Refusal(84015, `the user ticket is of agent ${issued.agentId}`);
    if (this.clock.now() >= issued.expiresAt) throw new Refusal(84014, 'the user ticket is older than 1800 seconds');
    return issued;
  }
}
