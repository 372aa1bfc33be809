import * as v from 'valibot';
import type { TokenHolder } from './access/access-tokens';

const UNTIL_CLEARED = 'until-cleared';
const EVERY_PATH = '*';

export const apiPathSchema = v.pipe(
  v.string(),
  v.transform((path) => path.replace(/^\/?(cgi-bin\/)?/, '')),
  v.nonEmpty('must name an endpoint'),
);

export const faultSchema = v.pipe(
  v.strictObject({
    /** `message/send`, with or without `/cgi-bin/` in front; `*` for every call. */
    path: apiPathSchema,
    /** How many of the next calls of the path are hit, or all of them until the fault is cleared. */
    times: v.optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal(UNTIL_CLEARED)]), 1),
    /** Hits only calls of this agent, or of the contacts-sync secret: by its access token, and at `gettoken` by its secret. */
    agentId: v.exactOptional(v.union([v.pipe(v.number(), v.integer()), v.literal('contact')])),
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

  /**
   * The fault that hits this call, counted down.
   *
   * @param holder whose call it is; only asked when a fault waits for one
   */
  take(path: string, holder: () => TokenHolder | undefined): Fault | undefined {
    if (this.pending.length === 0) return undefined;
    const fault = this.pending.find(
      (candidate) =>
        (candidate.path === path || candidate.path === EVERY_PATH) &&
        (candidate.agentId === undefined || candidate.agentId === holder()),
    );
    if (!fault) return undefined;
    if (fault.times === UNTIL_CLEARED) return fault;
    fault.times -= 1;
    if (fault.times === 0) this.pending = this.pending.filter((candidate) => candidate !== fault);
    return fault;
  }

  list(): Fault[] {
    return this.pending.map((fault) => ({ ...fault }));
  }

  /** Ends those of one path, or all. */
  clear(path?: string): void {
    this.pending = path === undefined ? [] : this.pending.filter((fault) => fault.path !== path);
  }
}
