import type { Application } from '@nocobase/server';
import type { WriteContext } from '../write/write-context';

/** A department that comes into the source meanwhile has an event of its own, with which its members are read. */
const HOLDS_MS = 10 * 60_000;

/** Departments in WeCom that a source does not cover: each event of a member there would have the whole tree read. */
export class Elsewhere {
  private ids = new Set<number>();
  private since = 0;

  constructor(private readonly now: () => number = () => Date.now()) {}

  hasAll(departmentIds: readonly number[]): boolean {
    const holds = Math.abs(this.now() - this.since) < HOLDS_MS;
    return departmentIds.every((id) => holds && this.ids.has(id));
  }

  add(departmentIds: readonly number[]): void {
    if (Math.abs(this.now() - this.since) >= HOLDS_MS) this.ids = new Set();
    if (this.ids.size === 0) this.since = this.now();
    for (const id of departmentIds) this.ids.add(id);
  }

  clear(): void {
    this.ids = new Set();
  }
}

const bySource = new WeakMap<Application, Map<string, Elsewhere>>();

/** Forgotten with the application; another choice of departments, or another app, has one of its own. */
export function elsewhereOf({ app, source, options }: WriteContext): Elsewhere {
  const known = bySource.get(app) ?? new Map<string, Elsewhere>();
  bySource.set(app, known);
  const key = JSON.stringify([source, options.departments]);
  const elsewhere = known.get(key) ?? new Elsewhere();
  known.set(key, elsewhere);
  return elsewhere;
}
