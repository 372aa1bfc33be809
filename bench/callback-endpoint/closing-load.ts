import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Load } from './load';
import type { Call } from './wecom-calls';

const AT_A_TIME = 2;

/** Calls that each end their connection: autocannon sends the next one into the connection that is being closed, and loses it. */
export async function closingLoad(address: string, calls: readonly Call[]): Promise<Load> {
  const waiting = [...calls];
  const times: number[] = [];
  let answered = 0;
  const work = async () => {
    for (let call = waiting.pop(); call; call = waiting.pop()) {
      const began = performance.now();
      if ((await post(address, call)) === call.expected) answered += 1;
      times.push(Math.round(performance.now() - began));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { latency: { p50: at(0.5), p99: at(0.99), max: at(1) }, answered, sent: calls.length };
}

/** @returns the status; undefined when there was no answer */
async function post(address: string, { path, body }: Call): Promise<number | undefined> {
  const { hostname, port } = new URL(address);
  const call = request({ hostname, port, path, method: 'POST', agent: false, headers: { 'content-type': 'text/xml' } });
  const answer = once(call, 'response') as Promise<[IncomingMessage]>;
  call.end(body);
  try {
    return (await answer)[0].statusCode;
  } catch {
    return undefined;
  } finally {
    call.on('error', () => undefined); // The server does not wait for the rest of the body.
    call.destroy();
  }
}
