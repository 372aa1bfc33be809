import type { IncomingMessage } from 'node:http';
import type { Application } from '@nocobase/server';

/** What our actions use of the host's Koa context, whose own types are loose. */
export interface RequestContext {
  app: Application;
  req: IncomingMessage;
  action: { params: { values?: unknown; [name: string]: unknown } };
  query: Record<string, string | string[] | undefined>;
  body: unknown;
  /** Translates into the language of the request; `ns` is a package name. */
  t: (key: string, options: { ns: string; [param: string]: unknown }) => string;
  /** The language of the request, such as `zh-CN`. */
  getCurrentLocale: () => string;
  /** False when the body is of no such content type. */
  is: (type: string) => string | false | null;
  throw: (status: number, message: string) => never;
}

export type Action = (ctx: RequestContext, next: () => Promise<void>) => Promise<void>;
