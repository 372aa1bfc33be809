import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { TokenHolder } from '../access/access-tokens';
import type { Fault } from '../faults';
import { refused, wrongJson, type Note } from '../notes';
import type { Simulation } from '../simulation';
import { HIDDEN, viewCall } from '../views';
import { admit } from './admit';
import { answerFor, failure, success, type ApiAnswer } from './answer';
import type { ApiCall, Endpoint } from './endpoint';
import { errcodeText } from './errcodes';
import { readJsonBody } from './read-body';
import { Refusal, WrongJsonFormat } from './refusal';

export interface Environment {
  Bindings: Partial<HttpBindings>;
}
type ApiContext = Context<Environment>;

/** Serves one endpoint of the API under `/cgi-bin/`. */
export function mount(app: Hono<Environment>, simulation: Simulation, endpoint: Endpoint): void {
  app.on(endpoint.method, `/cgi-bin/${endpoint.path}`, async (c) => {
    const { concurrent } = simulation.world;
    const entered = concurrent.enter(endpoint.path);
    try {
      return await serve(simulation, endpoint, c, !entered);
    } finally {
      if (entered) concurrent.leave(endpoint.path);
    }
  });
}

const TOO_MANY_AT_ONCE = 45033;

/** @param crowded there are too many calls of this API under way, so this one is refused */
async function serve(simulation: Simulation, endpoint: Endpoint, c: ApiContext, crowded: boolean): Promise<Response> {
  const startedAt = performance.now();
  const fault = crowded ? undefined : simulation.world.faults.take(endpoint.path, () => holderOf(simulation, c));
  const notes: Note[] = [];
  const isJson = endpoint.method === 'POST' && endpoint.body !== 'form';
  const text = isJson && fault?.drop !== 'before' ? await c.req.text() : '';
  const caller = callerOf(c);
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);

  const outcome = interrupts(fault)
    ? faultyAnswer(fault, caller, simulation)
    : { status: 200, answer: await act(simulation, endpoint, c, text, caller, notes, crowded) };
  const dropped = fault?.drop !== undefined;
  record(simulation, c, {
    text,
    caller,
    notes,
    startedAt,
    fault,
    status: dropped ? 0 : outcome.status,
    answer: dropped ? undefined : outcome.answer,
  });
  return dropped ? dropConnection(c) : respond(c, outcome.status, outcome.answer);
}

async function act(
  simulation: Simulation,
  endpoint: Endpoint,
  c: ApiContext,
  text: string,
  caller: string,
  notes: Note[],
  crowded: boolean,
): Promise<ApiAnswer> {
  const call: ApiCall = {
    caller,
    text,
    body: {},
    query: (name) => c.req.query(name) || undefined,
    form: () => c.req.formData(),
    note: (note) => notes.push(note),
  };
  try {
    if (crowded) throw new Refusal(TOO_MANY_AT_ONCE, `too many calls of ${endpoint.path} are under way`);
    const handle = admit(simulation, endpoint, call);
    if (text !== '') call.body = readJsonBody(text, c.req.header('content-type') ?? '');
    const fields = handle();
    // Most handlers are synchronous; waiting for one costs a turn of the event loop.
    return success(fields instanceof Promise ? await fields : fields);
  } catch (error) {
    const answer = answerFor(error, caller, simulation.clock.now());
    if (!answer) throw error;
    if (error instanceof Refusal) notes.push(refused(error.errcode, error.detail));
    if (error instanceof WrongJsonFormat) notes.push(wrongJson(error.detail));
    return answer;
  }
}

/** Whose call it is, as far as its query tells. */
function holderOf({ world }: Simulation, c: ApiContext): TokenHolder | undefined {
  const token = c.req.query('access_token');
  if (token !== undefined) return world.tokens.peek(token);
  return world.corp.holderOf(c.req.query('corpsecret') ?? '');
}

/** True when the fault keeps the call from acting. */
function interrupts(fault: Fault | undefined): fault is Fault {
  return fault !== undefined && (fault.errcode !== undefined || fault.status !== undefined || fault.drop === 'before');
}

interface Outcome {
  status: number;
  /** Undefined: an HTML page, as a proxy in between would answer. */
  answer: ApiAnswer | undefined;
}

function faultyAnswer(fault: Fault, caller: string, { clock }: Simulation): Outcome {
  const { errcode, errmsg, status = 200 } = fault;
  if (errcode === undefined) return { status, answer: undefined };
  return { status, answer: failure(errcode, errmsg ?? errcodeText(errcode), caller, clock.now()) };
}

function respond(c: ApiContext, status: number, answer: ApiAnswer | undefined): Response {
  const body = answer ? JSON.stringify(answer) : `<html><body><h1>${status}</h1></body></html>`;
  const headers = answer
    ? {
        'content-type': 'application/json; charset=UTF-8',
        'error-code': String(answer.errcode),
        'error-msg': answer.errcode === 0 ? 'ok' : errcodeText(answer.errcode),
      }
    : { 'content-type': 'text/html' };
  const outgoing = bindingsOf(c)?.outgoing;
  if (!outgoing) return new Response(body, { status, headers });
  // A Response object and its stream cost as much as everything else of a message/send.
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
  return RESPONSE_ALREADY_SENT;
}

function dropConnection(c: ApiContext): Response {
  const socket = bindingsOf(c)?.incoming?.socket;
  if (!socket) throw new Error('a connection can only be dropped when the simulator is called over a socket');
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Undefined when the app is called in process, without a socket. */
function bindingsOf(c: ApiContext): Partial<HttpBindings> | undefined {
  return c.env;
}

/** The socket's address, or `X-Simulator-Caller` to play another one. */
function callerOf(c: ApiContext): string {
  const played = c.req.header('x-simulator-caller');
  if (played !== undefined && /^[0-9A-Fa-f.:]{2,45}$/.test(played)) return played;
  return bindingsOf(c)?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

interface Ending {
  text: string;
  caller: string;
  notes: readonly Note[];
  startedAt: number;
  fault: Fault | undefined;
  status: number;
  answer: ApiAnswer | undefined;
}

function record(simulation: Simulation, c: ApiContext, ending: Ending): void {
  const { access_token: _token, corpsecret: _secret, ...shown } = c.req.query();
  const query = shown.code === undefined ? shown : { ...shown, code: HIDDEN };
  const call = simulation.world.store.addCall({
    at: simulation.clock.now(),
    method: c.req.method,
    path: c.req.path,
    caller: ending.caller,
    query,
    requestText: ending.text,
    status: ending.status,
    durationMs: performance.now() - ending.startedAt,
    notes: ending.notes,
    ...(ending.answer ? { answer: ending.answer } : {}),
    ...(ending.fault ? { fault: { ...ending.fault } } : {}),
  });
  simulation.events.emit('call', () => viewCall(call, hiddenValues(simulation)));
}

/** Secrets and tokens of now, for the call log. */
export function hiddenValues({ world }: Simulation): string[] {
  const { seed } = world.corp;
  return [...world.tokens.known(), seed.contactSecret, ...seed.agents.map((agent) => agent.secret)];
}
