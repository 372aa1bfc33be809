import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createCallbackReceiver,
  type CallbackPair,
  type CallbackReceiver,
  type CallbackReply,
  type OpenedCallback,
} from '@openwecom/client';

/** An app on a port of its own that receives callbacks with the client. */
export interface CallbackApp {
  url: string;
  received: OpenedCallback[];
  /** What it answers from now on; nothing when undefined. */
  answerWith: (reply: CallbackReply | undefined) => void;
  close: () => Promise<void>;
}

export async function startCallbackApp(receiveId: string, pair: CallbackPair): Promise<CallbackApp> {
  const receiver = createCallbackReceiver({ receiveId, ...pair });
  const received: OpenedCallback[] = [];
  let reply: CallbackReply | undefined;
  const server = createServer((request, response) => {
    void answer(receiver, request, received, () => reply).then(
      (body) => response.end(body),
      () => response.writeHead(403).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom`,
    received,
    answerWith: (next) => {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  receiver: CallbackReceiver,
  request: IncomingMessage,
  received: OpenedCallback[],
  replyOf: () => CallbackReply | undefined,
): Promise<string> {
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://app').searchParams);
  if (request.method === 'GET') return receiver.verifyUrl(query).echo;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push(receiver.open(query, Buffer.concat(chunks)));
  const reply = replyOf();
  return reply ? receiver.reply(reply, { timestamp: 1_700_000_000, nonce: '123456' }) : '';
}
