import { WeComCallbackError, type CallbackQuery, type OpenedCallback } from '@openwecom/client';
import { readBody } from '../read-body';
import type { RequestContext } from '../request-context';
import type { Reception } from './reception';
import { refuse, type Answer } from './answer';
import { misreading } from './callbacks';
import { TooLate, type Deadline } from './deadline';
import type { Endpoint } from './endpoints';
import type { Arrival } from './inbox';
import { notSetUp, refused } from './refused';

/** Far above what WeCom sends. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** What WeCom puts into a query. */
const QUERY_FORM: Readonly<Record<string, RegExp>> = {
  msg_signature: /^[0-9a-f]{40}$/,
  timestamp: /^\d{1,20}$/,
  nonce: /^\w{1,64}$/,
};

interface Receiving {
  endpoint: Endpoint;
  deadline: Deadline;
  reception: Reception;
}

/** Something WeCom tells: stored, and then answered. */
export async function receiveCallback(ctx: RequestContext, receiving: Receiving): Promise<Answer> {
  const { endpoint, deadline, reception } = receiving;
  const { query } = ctx;
  if (!query.msg_signature) return refuse(400);
  // Before the body is read: nobody keeps a megabyte here for a query that cannot be WeCom's.
  if (!hasForm(query))
    return refused(endpoint, new WeComCallbackError('signature', 'The query is not WeCom’s.'), reception);
  if (!endpoint.receiver) return notSetUp(endpoint, reception);
  const body = await bodyOf(ctx, deadline);
  if (typeof body === 'number') return refuse(body);
  let callback: OpenedCallback;
  try {
    callback = endpoint.receiver.open(query, body);
  } catch (error) {
    return refused(endpoint, error, reception);
  }
  const { inbox, dispatcher } = reception;
  const arrival: Arrival = { endpoint: endpoint.key, callback, query, ...fateOf(callback, receiving) };
  await deadline.within(inbox.store(arrival));
  const { role = 'app', isCurrent = false } = endpoint.accepted[callback.pair] ?? {};
  reception.status.seen(endpoint.key, role, isCurrent ? 'eventAt' : 'previousAt');
  if (arrival.state === 'received') dispatcher.wake();
  return { status: 200, body: 'success' };
}

/** What is to become of it: handled, kept for the record, or kept for somebody to look at. */
function fateOf(callback: OpenedCallback, { endpoint, reception }: Receiving): Pick<Arrival, 'state' | 'problem'> {
  const { callbacks, refusals } = reception;
  if (!callbacks.isMisread(callback)) {
    return { state: callbacks.handlersOf(callback).length > 0 ? 'received' : 'handled' };
  }
  const problem = misreading(callback);
  refusals.misread(endpoint.key, problem);
  return { state: 'failed', problem };
}

const hasForm = (query: CallbackQuery) =>
  Object.entries(QUERY_FORM).every(([name, form]) => {
    const value = query[name];
    return typeof value === 'string' && form.test(value);
  });

/** The body as it came, whatever its content type; or the status to refuse it with. */
async function bodyOf({ req }: RequestContext, deadline: Deadline): Promise<Buffer | 400 | 408 | 413> {
  if (Number(req.headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) return 413;
  try {
    return (await deadline.within(readBody(req, LARGEST_BODY_BYTES))) ?? 413;
  } catch (error) {
    return error instanceof TooLate ? 408 : 400; // 400: the connection ended before the body did.
  }
}
