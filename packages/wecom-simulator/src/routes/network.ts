import type { Endpoint } from '../protocol/endpoint';

/** Everything of the simulator happens on this machine. */
const addresses = { ip_list: ['127.0.0.1'] };

export function networkEndpoints(): Endpoint[] {
  return [
    // Document 92520.
    { method: 'GET', path: 'get_api_domain_ip', access: 'any', handle: () => addresses },
    // Document 92521.
    { method: 'GET', path: 'getcallbackip', access: 'any', handle: () => addresses },
  ];
}
