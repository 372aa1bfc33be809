/** One call to the server API, before the access token is added. */
export type ApiRequest = {
  /** For example `/cgi-bin/message/send`. The only part of the address that reaches logs and errors. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
} & (
  | { readonly method: 'GET' }
  /** `body` is sent as JSON in UTF-8. */
  | { readonly method: 'POST'; readonly body: object; readonly form?: never; readonly json?: never }
  /** `json` is sent as it is. */
  | { readonly method: 'POST'; readonly json: string; readonly form?: never; readonly body?: never }
  | { readonly method: 'POST'; readonly form: FormData; readonly body?: never; readonly json?: never }
);

/** What WeCom answered. Some successful answers have no `errcode` on the wire; here they have 0. */
export interface ApiResponse {
  readonly errcode: number;
  readonly errmsg: string;
  readonly [field: string]: unknown;
}

/** Makes a call, while errcode is still a value and not yet an exception. Rejects only when there is no answer of WeCom. */
export type ApiCall = (request: ApiRequest, signal?: AbortSignal) => Promise<ApiResponse>;

/** Wraps a call: may delay it, change it, or make it again. */
export type Transformer = (next: ApiCall) => ApiCall;

/** The first transformer is the outermost. */
export function wrap(call: ApiCall, transformers: readonly Transformer[]): ApiCall {
  return transformers.reduceRight((next, transformer) => transformer(next), call);
}
