import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unseal } from '../../src/callbacks/envelope';
import { signCallback } from '../../src/callbacks/signature';
import { elementsOf, readXml, textAt, writeXml, type XmlRecord } from '../../src/callbacks/xml';
import { seal } from '../../src/callbacks/envelope';

export const TOKEN = 'CallbackTokenForTests';
export const KEY = 'EncodingAESKeyForTestsOfTheSimulator0123450';

/** One request as it arrived. */
export interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
  /** The decrypted message of a POST. */
  message: XmlRecord;
}

export type Behaviour = (seen: Seen, response: ServerResponse, attempt: number) => void;

/** The app's side of callbacks, as an app would write it. Answers echoes right and messages with an empty 200. */
export class Receiver {
  readonly seen: Seen[] = [];
  private server: Server | undefined;
  private behaviour: Behaviour | undefined;

  private constructor(private readonly corpId: string) {}

  static async start(corpId: string): Promise<Receiver> {
    const receiver = new Receiver(corpId);
    receiver.server = createServer((request, response) => void receiver.receive(request, response));
    await new Promise<void>((resolve) => receiver.server?.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/wecom?corp=1`;
  }

  /** What happens in place of the right answer. */
  behave(behaviour: Behaviour | undefined): void {
    this.behaviour = behaviour;
  }

  forget(): void {
    this.seen.length = 0;
    this.behaviour = undefined;
  }

  close(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(() => resolve()) ?? resolve());
  }

  /** The body of an encrypted answer. */
  reply(message: XmlRecord, token = TOKEN): string {
    const encrypted = seal(writeXml('xml', message), KEY, this.corpId);
    const [TimeStamp, Nonce] = ['1700000000', '123456'];
    return writeXml('xml', {
      Encrypt: encrypted,
      MsgSignature: signCallback(token, TimeStamp, Nonce, encrypted),
      TimeStamp,
      Nonce,
    });
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://receiver');
    const query = Object.fromEntries(url.searchParams);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const encrypted = query.echostr ?? textAt(elementsOf(readXml(body)), 'Encrypt');
    const { timestamp = '', nonce = '' } = query;
    if (signCallback(TOKEN, timestamp, nonce, encrypted) !== query.msg_signature) {
      response.writeHead(403).end();
      return;
    }
    const text = unseal(encrypted, KEY, this.corpId);
    const message = query.echostr === undefined ? elementsOf(readXml(text)) : {};
    const seen: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query,
      headers: request.headers,
      body,
      message,
    };
    this.seen.push(seen);
    if (this.behaviour) this.behaviour(seen, response, this.seen.length);
    else response.end(query.echostr === undefined ? '' : text);
  }
}
