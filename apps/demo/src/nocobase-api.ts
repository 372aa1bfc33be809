/** An answer of the host's API that is not a success. */
export class NocoBaseApiError extends Error {
  override readonly name = 'NocoBaseApiError';

  constructor(
    readonly action: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${action} answered ${status}: ${body.slice(0, 500)}`);
  }
}

export interface RequestOptions {
  /** URL parameters; objects are sent as JSON, as the host's own client sends filters. */
  params?: Record<string, unknown>;
  /** A JSON body. */
  values?: unknown;
  /** A body sent as it is, with `text/plain`. */
  text?: string;
}

/** What an administrator's browser would send: every change the demo makes goes through the host's HTTP API. */
export interface NocoBaseApi {
  readonly url: string;
  /** Reads without a body, writes with one. Resolves to the answer's `data`. */
  call<T = unknown>(action: string, options?: RequestOptions): Promise<T>;
}

/** @param url of the host, such as http://127.0.0.1:13000 */
export async function signIn(url: string, account: string, password: string): Promise<NocoBaseApi> {
  const anonymous = createApi(url);
  const { token } = await anonymous.call<{ token: string }>('auth:signIn', { values: { account, password } });
  return createApi(url, token);
}

const BUSY_ATTEMPTS = 20;
const BUSY_WAIT_MS = 250;

/** SQLite lets one writer in at a time; the host then answers with this and has rolled everything back. */
const isBusy = (body: string) => body.includes('SQLITE_BUSY');

function createApi(url: string, token?: string): NocoBaseApi {
  return {
    url,
    async call<T>(action: string, { params = {}, values, text }: RequestOptions = {}): Promise<T> {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(params)) {
        query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      }
      const request = {
        method: values === undefined && text === undefined ? 'GET' : 'POST',
        headers: {
          'X-Authenticator': 'basic',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          'Content-Type': text === undefined ? 'application/json' : 'text/plain',
        },
        ...(text !== undefined ? { body: text } : values !== undefined && { body: JSON.stringify(values) }),
      };
      for (let attempt = 1; ; attempt += 1) {
        const response = await fetch(`${url}/api/${action}?${query.toString()}`, request);
        const body = await response.text();
        if (response.ok) return (body === '' ? undefined : (JSON.parse(body) as { data?: unknown }).data) as T;
        if (!isBusy(body) || attempt === BUSY_ATTEMPTS) throw new NocoBaseApiError(action, response.status, body);
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
      }
    },
  };
}
