import type { Clock } from '../clock';
import type { PrivateField } from '../seed';

/** Document 91022: a member who agreed is not asked again for 30 days. */
const REMEMBERED_MS = 30 * 86_400_000;

/** Which private fields a member agreed to show an agent. */
export class Consents {
  private readonly given = new Map<string, { at: number; fields: readonly PrivateField[] }>();

  constructor(private readonly clock: Clock) {}

  give(agentId: number, userid: string, fields: readonly PrivateField[]): void {
    this.given.set(`${agentId}/${userid}`, { at: this.clock.now(), fields });
  }

  /** Undefined when the member has to be asked. */
  of(agentId: number, userid: string): readonly PrivateField[] | undefined {
    const consent = this.given.get(`${agentId}/${userid}`);
    return consent && this.clock.now() < consent.at + REMEMBERED_MS ? consent.fields : undefined;
  }
}
