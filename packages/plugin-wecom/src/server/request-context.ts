import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '@nocobase/server';

/** What our actions use of the host's Koa context, whose own types are loose. */
export interface RequestContext {
  app: Application;
  req: IncomingMessage;
  res: ServerResponse;
  /** Path of the request as it came, without its query. */
  path: string;
  protocol: string;
  method: string;
  headers: Record<string, string | string[] | undefined>;
  /** Address of whoever connected; of the browser only when the host was told to trust its proxy. */
  ip: string;
  request: { body?: unknown };
  cookies: {
    get: (name: string) => string | undefined;
    set: (name: string, value: string | null, options: object) => void;
  };
  state: { currentUser?: { id: number } };
  /** The session's token; null when there is none. */
  getBearerToken: () => string | null;
  action: { params: { values?: unknown; filterByTk?: unknown; [name: string]: unknown } };
  query: Record<string, string | string[] | undefined>;
  body: unknown;
  status: number;
  type: string;
  /** True: the body is answered as it is, not under `data`. */
  withoutDataWrapping?: boolean;
  /** A header of the request; empty when there is none. */
  get: (header: string) => string;
  set: (header: string, value: string) => void;
  /** Translates into the language of the request; `ns` is a package name. */
  t: (key: string, options: { ns: string; [param: string]: unknown }) => string;
  /** The language of the request, such as `zh-CN`. */
  getCurrentLocale: () => string;
  /** False when the body is of no such content type. */
  is: (type: string) => string | false | null;
  throw: (status: number, message: string, properties?: object) => never;
}

export type Action = (ctx: RequestContext, next: () => Promise<void>) => Promise<void>;
