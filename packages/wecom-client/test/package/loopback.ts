import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least of WeCom that the consumer needs, on a free port of this machine. */
export async function startLoopback(): Promise<{ url: string; close: () => void }> {
  const answers: Record<string, (query: URLSearchParams) => object> = {
    '/cgi-bin/gettoken': (query) =>
      query.get('corpsecret') === 'right'
        ? { errcode: 0, errmsg: 'ok', access_token: 'token', expires_in: 7200 }
        : { errcode: 40001, errmsg: 'invalid credential' },
    '/cgi-bin/message/send': (query) =>
      query.get('access_token') === 'token'
        ? { errcode: 0, errmsg: 'ok', msgid: 'm1', invaliduser: 'lisi' }
        : { errcode: 40014, errmsg: 'invalid access_token' },
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    request.resume();
    const answer = answers[pathname]?.(searchParams) ?? { errcode: 40035, errmsg: `no such call: ${pathname}` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
