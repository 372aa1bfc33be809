import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createPlainFetch } from '../plain-fetch';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** @returns its address */
async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the fetch of syncs', () => {
  it('sends a text and gives back status and text, over one connection', async () => {
    const ports = new Set<number | undefined>();
    const address = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      let sent = '';
      request.on('data', (part: Buffer) => (sent += part.toString()));
      request.on('end', () => {
        response.writeHead(203, { 'content-type': 'text/plain' });
        response.end([request.method, request.url, request.headers['content-type'], sent].join(' '));
      });
    });
    const fetch = createPlainFetch();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '"企业微信"' };
    const answer = await fetch(`${address}/cgi-bin/x?a=1`, post);
    expect(answer.status).toBe(203);
    expect(await answer.text()).toBe('POST /cgi-bin/x?a=1 application/json "企业微信"');
    expect(await (await fetch(`${address}/y`)).text()).toBe('GET /y  ');
    expect(ports.size).toBe(1);
  });

  it('follows no redirect, which would repeat the call elsewhere with the access token', async () => {
    const address = await serve((_, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    const failure = createPlainFetch()(address);
    await expect(failure).rejects.toThrow(TypeError);
    await expect(failure).rejects.toMatchObject({ cause: { message: 'unexpected redirect' } });
  });

  it('fails when the answer breaks off, when nobody listens, and when it is ended', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/slow') return;
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"errcode"', () => response.destroy());
    });
    const fetch = createPlainFetch();
    await expect(fetch(address)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(fetch('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
    const ending = new AbortController();
    const slow = fetch(`${address}/slow`, { signal: ending.signal });
    setTimeout(() => ending.abort(), 20);
    await expect(slow).rejects.toMatchObject({ name: 'AbortError' });
  });
});
