import * as v from 'valibot';
import { SimulatorConfigError, type ConfigIssue } from '../config-error';

/** A field that null removes. */
export const nullable = <Schema extends v.GenericSchema>({ wrapped }: { wrapped: Schema }) =>
  v.exactOptional(v.nullable(wrapped));

/** The thing with its changes, and without what null removes; to be checked before it is believed. */
export function withChanges(thing: object, changes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...thing, ...changes }).filter(([, value]) => value !== null));
}

/** @throws {SimulatorConfigError} when there are issues */
export function requireNone(issues: readonly ConfigIssue[]): void {
  if (issues.length > 0) throw new SimulatorConfigError('Nothing was changed', issues);
}
