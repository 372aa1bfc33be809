import * as http from 'node:http';
import * as https from 'node:https';

/**
 * A `fetch` for thousands of calls in a row, with what the client needs of one: a text is sent, a text comes back.
 *
 * Node's own keeps each answer, with all that belongs to its request, until the next full garbage collection, as it waits to hear
 * that nobody reads the answer any more. So many objects that live for long make V8 take others of their kind for long-lived, too, and
 * a sync that reads a thousand departments then holds hundreds of megabytes of garbage.
 */
export function createPlainFetch(): typeof globalThis.fetch {
  // Ended with the process: connections that are not in use do not keep it.
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return async (input, { method = 'GET', headers, body, signal } = {}) => {
    if (input instanceof Request) throw new TypeError('an address is expected');
    if (typeof body !== 'string' && body !== undefined && body !== null) throw new TypeError('only text can be sent');
    const url = new URL(input);
    const name = url.protocol === 'https:' ? 'https' : 'http';
    const { request } = { http, https }[name];
    const { status, text } = await answerTo(
      request(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        agent: agents[name],
        ...(signal && { signal }),
      }),
      body ?? undefined,
    );
    if (status >= 300 && status <= 399)
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    return new Response(text === '' ? null : text, { status });
  };
}

function answerTo(request: http.ClientRequest, body: string | undefined): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.end(body);
  });
}
