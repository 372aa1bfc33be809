import * as v from 'valibot';

export const faultSchema = v.pipe(
  v.strictObject({
    /** `message/send`, with or without `/cgi-bin/` in front. */
    path: v.pipe(
      v.string(),
      v.transform((path) => path.replace(/^\/?(cgi-bin\/)?/, '')),
      v.nonEmpty('must name an endpoint'),
    ),
    /** How many of the next calls of the path are hit. */
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    /** Answered instead of acting. */
    errcode: v.exactOptional(v.pipe(v.number(), v.integer(), v.notValue(0, 'must not be 0'))),
    /** Text in place of WeCom's own for the errcode. */
    errmsg: v.exactOptional(v.string()),
    /** HTTP status, answered instead of acting, with an HTML body as a proxy would, or with `errcode` as JSON. */
    status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
    /** Real milliseconds to wait first, not of the simulator's clock. */
    delayMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000))),
    /** Closes the connection without an answer: before acting, or after. */
    drop: v.exactOptional(v.picklist(['before', 'after'])),
  }),
  v.check(
    ({ errcode, status, delayMs, drop }) => [errcode, status, delayMs, drop].some((part) => part !== undefined),
    'needs one of errcode, status, delayMs and drop',
  ),
  v.check(
    (fault) => fault.drop === undefined || (fault.errcode === undefined && fault.status === undefined),
    'drop leaves no answer, so errcode and status make no sense with it',
  ),
);

/** A misbehaviour for the next calls of one path. */
export type Fault = v.InferOutput<typeof faultSchema>;
export type FaultInput = v.InferInput<typeof faultSchema>;

/** Faults still to come, in the order they were asked for. */
export class Faults {
  private pending: Fault[] = [];

  add(fault: Fault): void {
    this.pending.push({ ...fault });
  }

  /** The fault that hits this call, counted down. */
  take(path: string): Fault | undefined {
    if (this.pending.length === 0) return undefined;
    const fault = this.pending.find((candidate) => candidate.path === path);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.pending = this.pending.filter((candidate) => candidate !== fault);
    return fault;
  }

  list(): Fault[] {
    return this.pending.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.pending = [];
  }
}
