import * as v from 'valibot';
import { checkInput } from '../check-input';
import { apiPathSchema, faultSchema, type Fault, type FaultInput } from '../faults';
import type { Simulation } from '../simulation';

/** @throws {SimulatorConfigError} when the fault is wrong */
export function addFault(simulation: Simulation, input: FaultInput): Fault {
  const fault = checkInput(input, faultSchema);
  simulation.world.faults.add(fault);
  return fault;
}

/** Ends the faults still to come, of one path or of all. */
export function clearFaults({ world }: Simulation, path?: string): void {
  world.faults.clear(path === undefined ? undefined : checkInput(path, apiPathSchema));
}

export const clockSchema = v.strictObject({
  advanceMs: v.pipe(v.number(), v.integer(), v.minValue(0, 'the clock only runs forward')),
});

/** @throws {SimulatorConfigError} when `advanceMs` is no whole number of at least 0 */
export function advanceClock(simulation: Simulation, advanceMs: number): void {
  checkInput({ advanceMs }, clockSchema);
  simulation.clock.advance(advanceMs);
  simulation.events.emit('clock', () => clockOf(simulation));
}

export function clockOf({ clock }: Simulation): { now: number; aheadMs: number } {
  return { now: clock.now(), aheadMs: clock.ahead() };
}

export const revokeSchema = v.strictObject({ agentId: v.exactOptional(v.number()) });
