import type { Note } from '../notes';
import type { SeedAgent } from '../seed';
import type { JsonObject } from './json';

/** One call of the API, as a handler sees it. */
export interface ApiCall {
  /** Address of the caller, as WeCom would see it. */
  caller: string;
  /** A query parameter; undefined when absent or empty. */
  query(name: string): string | undefined;
  /** The JSON body, parsed for this call alone, so a handler may cut its texts in place. `{}` for GET. */
  body: JsonObject;
  /** The body as it came. */
  text: string;
  /** The multipart form, for uploads. */
  form(): Promise<FormData>;
  /** Adds a remark to the call log: what was cut, suppressed, dropped. */
  note: (note: Note) => void;
}

interface EndpointBase {
  method: 'GET' | 'POST';
  /** Below `/cgi-bin/`. */
  path: string;
  /** `json` unless said otherwise; only POST has one. */
  body?: 'json' | 'form';
  /** False where WeCom's base limit does not count (document 90312). */
  counted?: boolean;
}

type Answer = JsonObject | Promise<JsonObject>;

/** `gettoken`: no access token. */
export interface OpenEndpoint extends EndpointBase {
  access: 'open';
  handle(call: ApiCall): Answer;
}

/** Needs the access token of an agent's secret. */
export interface AgentEndpoint extends EndpointBase {
  access: 'agent';
  /** `errcode` for a token of the contacts-sync secret. */
  contactErrcode: 48002 | 48009;
  handle(call: ApiCall, agent: SeedAgent): Answer;
}

/** Needs the access token of the contacts-sync secret. */
export interface ContactEndpoint extends EndpointBase {
  access: 'contact';
  handle(call: ApiCall): Answer;
}

/** Takes both; `agent` is undefined for the contacts-sync secret. */
export interface SharedEndpoint extends EndpointBase {
  access: 'any';
  handle(call: ApiCall, agent: SeedAgent | undefined): Answer;
}

export type Endpoint = OpenEndpoint | AgentEndpoint | ContactEndpoint | SharedEndpoint;
