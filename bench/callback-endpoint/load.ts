import autocannon from 'autocannon';
import type { Call } from './wecom-calls';

export const CONNECTIONS = 20;

export interface Load {
  latency: { p50: number; p99: number; max: number };
  /** As they should be. */
  answered: number;
  sent: number;
}

interface LoadOptions {
  method: 'GET' | 'POST';
  calls: readonly Call[];
  /** Requests a second; without one as many as there can be. */
  rate?: number;
  /** @default as many as there are calls */
  amount?: number;
}

/** Makes the calls, again from the beginning when there are not enough. */
export async function load(
  address: string,
  { method, calls, rate, amount = calls.length }: LoadOptions,
): Promise<Load> {
  let next = 0;
  let answered = 0;
  const { latency } = await autocannon({
    url: new URL(address).origin,
    connections: CONNECTIONS,
    amount,
    ...(rate !== undefined && { overallRate: rate }),
    requests: [
      {
        method,
        setupRequest: (request, context) => {
          const { path = '', body, expected } = calls[next++ % calls.length] ?? {};
          (context as { expected?: number | undefined }).expected = expected;
          return { ...request, path, ...(body && { body, headers: { 'content-type': 'text/xml' } }) };
        },
        onResponse: (status, _body, context) => {
          if (status === (context as { expected?: number }).expected) answered += 1;
        },
      },
    ],
  });
  return { latency, answered, sent: amount };
}
