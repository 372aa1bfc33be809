import type { DeliveryEngine } from './engine';

/** Soon enough for a person, and late enough that a workflow that sends one message after the other is not held up by each. */
const GATHER_MS = 10;

/** Tells the engine what was accepted, for all of a moment together: they are then claimed in one transaction. */
export class Waker {
  private readonly gathered = new Map<string, number[]>();

  constructor(private readonly wake: DeliveryEngine['wake']) {}

  accepted(authenticator: string, deliveryIds: readonly number[]): void {
    const gathered = this.gathered.get(authenticator);
    if (gathered) {
      gathered.push(...deliveryIds);
      return;
    }
    this.gathered.set(authenticator, [...deliveryIds]);
    setTimeout(() => {
      const ids = this.gathered.get(authenticator);
      this.gathered.delete(authenticator);
      this.wake(authenticator, ids);
    }, GATHER_MS);
  }
}
