import { isWeComCallbackError, type OpenedCallback } from '@openwecom/client';
import type { Application } from '@nocobase/server';
import { RESOURCE } from '../../constants';
import { apiPath } from '../api-path';
import { readBody } from '../read-body';
import type { RequestContext } from '../request-context';
import type { Callbacks } from './callbacks';
import type { Dispatcher } from './dispatcher';
import type { EndpointStatus } from './endpoint-status';
import type { Endpoint, Endpoints } from './endpoints';
import type { Inbox } from './inbox';
import { reasonOf } from './reason';
import type { RefusalLog } from './refusal-log';

/** Far above what WeCom sends. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** Below the 5 seconds after which WeCom gives up and repeats (document 90930). */
const PATIENCE_MS = 4000;

export interface Reception {
  endpoints: Endpoints;
  inbox: Inbox;
  callbacks: Callbacks;
  dispatcher: Dispatcher;
  status: EndpointStatus;
  refusals: RefusalLog;
}

interface Answer {
  status: number;
  /** Empty for everything that is refused: it helps nobody but an attacker. */
  body: string;
}

const SUCCESS: Answer = { status: 200, body: 'success' };
const refuse = (status: number): Answer => ({ status, body: '' });

/**
 * `GET | POST openwecom:callback/<key>`, called by WeCom. GET verifies the address and is answered with the decrypted text; POST is
 * stored and then answered `success`, and handled later. What is not WeCom's is 4xx; 503 asks WeCom to repeat it.
 *
 * Answered before anything else of the host sees the request: it reads bodies of up to 10 MB and refuses what is not what its content
 * type says, writes addresses into its log as they come, and takes longer over a request than all that is done here.
 */
export function answerCallbacks(app: Application, reception: Reception): void {
  const address = `${apiPath()}/${RESOURCE}:callback/`;
  app.use(
    async (ctx: RequestContext, next: () => Promise<void>) => {
      if (!ctx.path.startsWith(address)) return next();
      const { status, body } = await answerOf(ctx, keyOf(ctx.path.slice(address.length)), reception);
      ctx.type = 'text/plain';
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.body = body;
      ctx.status = status;
      if (status === 408 || status === 413) ctx.set('Connection', 'close'); // The rest of the body is not waited for.
    },
    { tag: 'openwecomCallback', before: 'logger' },
  );
}

async function answerOf(ctx: RequestContext, key: string, reception: Reception): Promise<Answer> {
  const { endpoints, refusals } = reception;
  try {
    const endpoint = await inTime(endpoints.find(key));
    if (!endpoint) {
      refusals.unknownAddress(key);
      return refuse(404);
    }
    if (ctx.method === 'GET') return verify(ctx, endpoint, reception);
    if (ctx.method === 'POST') return await receive(ctx, endpoint, reception);
    return refuse(405);
  } catch (error) {
    refusals.unavailable(reasonOf(error));
    return refuse(503);
  }
}

function verify({ query }: RequestContext, endpoint: Endpoint, reception: Reception): Answer {
  if (!query.msg_signature) return refuse(400); // Somebody looked at the address in a browser.
  if (!endpoint.receiver) return notSetUp(endpoint, reception);
  try {
    const { echo: body } = endpoint.receiver.verifyUrl(query);
    reception.status.verified(endpoint.key);
    return { status: 200, body };
  } catch (error) {
    return refused(endpoint, error, reception);
  }
}

async function receive(ctx: RequestContext, endpoint: Endpoint, reception: Reception): Promise<Answer> {
  const { query } = ctx;
  if (!query.msg_signature) return refuse(400);
  if (!endpoint.receiver) return notSetUp(endpoint, reception);
  const body = await bodyOf(ctx);
  if (typeof body === 'number') return refuse(body);
  let callback: OpenedCallback;
  try {
    callback = endpoint.receiver.open(query, body);
  } catch (error) {
    return refused(endpoint, error, reception);
  }
  const { inbox, callbacks, dispatcher, status } = reception;
  const needsHandling = callbacks.handlersOf(callback).length > 0;
  await inTime(
    inbox.store({ endpoint: endpoint.key, xml: callback.xml, stamp: stampOf(callback, query), needsHandling }),
  );
  if (callback.pair < endpoint.currentPairs) status.told(endpoint.key);
  if (needsHandling) dispatcher.wake();
  return SUCCESS;
}

/** Contact changes that carry ids alone read alike when two happen within a second; WeCom's repeats have the same stamp. */
function stampOf(callback: OpenedCallback, { timestamp, nonce }: RequestContext['query']): string[] {
  const isContactChange = callback.kind === 'unknown' ? callback.body.Event === 'change_contact' : isChange(callback);
  return isContactChange ? [String(timestamp), String(nonce)] : [];
}

const isChange = (callback: OpenedCallback) => callback.kind === 'event' && callback.Event === 'change_contact';

/** The body as it came, whatever its content type; or the status to refuse it with. */
async function bodyOf({ req }: RequestContext): Promise<Buffer | 400 | 408 | 413> {
  if (Number(req.headers['content-length'] ?? 0) > LARGEST_BODY_BYTES) return 413;
  try {
    return (await inTime(readBody(req, LARGEST_BODY_BYTES))) ?? 413;
  } catch (error) {
    return error instanceof TooSlow ? 408 : 400; // 400: the connection ended before the body did.
  }
}

function notSetUp({ key, problem }: Endpoint, { status, refusals }: Reception): Answer {
  status.refused(key, 'settings');
  refusals.unavailable(problem?.message ?? key);
  return refuse(503);
}

function refused({ key }: Endpoint, error: unknown, { status, refusals }: Reception): Answer {
  if (!isWeComCallbackError(error)) throw error;
  status.refused(key, error.reason);
  refusals.refused(key, error.reason);
  return refuse(error.reason === 'xml' ? 400 : 403);
}

function keyOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class TooSlow extends Error {
  constructor() {
    super(`Not done within ${PATIENCE_MS / 1000} seconds`);
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new TooSlow()), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(limit));
  });
}
