/** A request as the network would see it. */
export interface SeenRequest {
  method: string;
  url: URL;
  path: string;
  query: Record<string, string>;
  body: string;
  form: FormData | undefined;
}

/** Answers with what it returns, when it returns. */
export type Replier = (request: SeenRequest) => object | Promise<object>;

export type Reply = object | Replier;

export const ok = (fields: object = {}) => ({ errcode: 0, errmsg: 'ok', ...fields });

export const failure = (errcode: number, errmsg = `failed ${errcode}`) => ({ errcode, errmsg });

/**
 * A `fetch` that answers from a script: for each path a list of replies, the last of which is repeated. A reply is the JSON of
 * an answer, a whole response, an error to throw, or a function that makes one. Paths without a script answer 404.
 */
export function scriptedFetch(script: Record<string, Reply | Reply[]>) {
  const requests: SeenRequest[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = see(input, init);
    requests.push(request);
    init.signal?.throwIfAborted();
    const replies = script[request.path];
    if (replies === undefined) return new Response('no such path', { status: 404 });
    const count = requests.filter(({ path }) => path === request.path).length;
    const reply: unknown = Array.isArray(replies) ? replies[Math.min(count, replies.length) - 1] : replies;
    const made: unknown =
      typeof reply === 'function' ? await unlessAborted((reply as Replier)(request), init.signal) : reply;
    if (made instanceof Error) throw made;
    return made instanceof Response ? made.clone() : Response.json(made);
  };
  return {
    fetch,
    requests,
    /** Requests of one path, in order. */
    to: (path: string) => requests.filter((request) => request.path === path),
  };
}

function see(input: string | URL | Request, init: RequestInit): SeenRequest {
  if (input instanceof Request) throw new Error('the client hands over addresses');
  const url = new URL(input);
  return {
    method: init.method ?? 'GET',
    url,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: typeof init.body === 'string' ? init.body : '',
    form: init.body instanceof FormData ? init.body : undefined,
  };
}

function unlessAborted<Value>(made: Value | Promise<Value>, signal: AbortSignal | null | undefined): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    Promise.resolve(made).then(resolve, reject);
  });
}

/** A promise and its handle, for answers that come when the test says so. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
