import { WeComHttpError } from '../errors/http-error';
import { WeComNetworkError } from '../errors/network-error';
import { WeComTimeoutError } from '../errors/timeout-error';
import type { ApiCall, ApiRequest, ApiResponse } from './api-call';
import { failedBeforeSending } from './connecting';
import { meetDeadline } from './deadline';
import { withoutAddresses } from './network-cause';

export interface RequestOptions {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  timeoutMs: number;
}

/**
 * Makes calls over HTTP. WeCom answers 200 even when it refuses, and a proxy may do anything: a JSON object with an `errcode` is
 * an answer of WeCom whatever the status, and nothing else is unless the status is 2xx.
 */
export function createRequest({ baseUrl, fetch, timeoutMs }: RequestOptions): ApiCall {
  return async (request, signal) => {
    signal?.throwIfAborted();
    const { path } = request;
    const passed = () => new WeComTimeoutError(path, timeoutMs);
    try {
      return await meetDeadline((ended) => exchange(request, ended), { timeoutMs, signal, passed });
    } catch (error) {
      if (error instanceof WeComHttpError || error instanceof WeComTimeoutError) throw error;
      signal?.throwIfAborted();
      throw new WeComNetworkError(path, { cause: withoutAddresses(error), beforeSending: failedBeforeSending(error) });
    }
  };

  async function exchange(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    const response = await fetch(addressOf(baseUrl, request), {
      method: request.method,
      // A redirect would repeat the call elsewhere, with the access token in its address. Without a window, Node's fetch keeps no copy
      // of the request in case of one, which would cost more than all that this client does for a call.
      redirect: 'error',
      window: null,
      signal,
      ...contentOf(request),
    });
    return readAnswer(request.path, response.status, await response.text());
  }
}

function addressOf(baseUrl: string, { path, query }: ApiRequest): string {
  if (!query) return `${baseUrl}${path}`;
  const fields = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${baseUrl}${path}?${fields.join('&')}`;
}

function contentOf(request: ApiRequest): Pick<RequestInit, 'body' | 'headers'> {
  if (request.method === 'GET') return {};
  if (request.form) return { body: request.form };
  const json = request.json ?? JSON.stringify(request.body);
  return { body: json, headers: { 'content-type': 'application/json; charset=utf-8' } };
}

function readAnswer(path: string, status: number, text: string): ApiResponse {
  const answer = parseObject(text);
  const ok = status >= 200 && status <= 299;
  if (!answer) throw new WeComHttpError(path, status, 'the answer is no JSON object');
  const { errcode = 0, errmsg = '' } = answer;
  if (typeof errcode !== 'number') throw new WeComHttpError(path, status, 'the errcode of the answer is no number');
  if (!ok && errcode === 0) throw new WeComHttpError(path, status, 'the answer has no errcode');
  return Object.assign(answer, { errcode, errmsg: typeof errmsg === 'string' ? errmsg : '' });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
