import type { Application } from '@nocobase/server';
import { RESOURCE } from '../../constants';
import { apiPath } from '../api-path';
import type { RequestContext } from '../request-context';
import { refuse, type Answer } from './answer';
import { Deadline } from './deadline';
import type { Endpoint } from './endpoints';
import { reasonOf } from './reason';
import { receiveCallback } from './receive-callback';
import type { Reception } from './reception';
import { verifyAddress } from './verify-address';

/** Below the 5 seconds after which WeCom gives up and repeats (document 90930). For all that is done for one request together. */
const PATIENCE_MS = 4000;

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
  const deadline = new Deadline(PATIENCE_MS);
  let endpoint: Endpoint | undefined;
  try {
    endpoint = await deadline.within(endpoints.find(key));
    if (!endpoint) {
      refusals.unknownAddress(key);
      return refuse(404);
    }
    if (ctx.method === 'GET') return verifyAddress(ctx.query, endpoint, reception);
    if (ctx.method === 'POST') return await receiveCallback(ctx, { endpoint, deadline, reception });
    return refuse(405);
  } catch (error) {
    // Before the address is known to be one of ours, it is the caller's.
    refusals.unavailable(endpoint?.key ?? '', reasonOf(error));
    return refuse(503);
  }
}

function keyOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
