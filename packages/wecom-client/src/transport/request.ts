import { WeComHttpError } from '../errors/http-error';
import { WeComNetworkError } from '../errors/network-error';
import { WeComTimeoutError } from '../errors/timeout-error';
import type { ApiCall, ApiRequest, ApiResponse } from './api-call';
import { failedBeforeSending, withoutAddresses } from './network-cause';
import { redact } from './redact';

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
    const controller = new AbortController();
    let timedOut = false;
    let stopWaiting: (reason: unknown) => void = () => undefined;
    const stop = (reason?: unknown) => {
      controller.abort(reason);
      // A fetch that was handed in may ignore its signal.
      stopWaiting(controller.signal.reason);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMs);
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<ApiResponse>((resolve, reject) => {
        stopWaiting = reject;
        exchange(request, controller.signal).then(resolve, reject);
      });
    } catch (error) {
      if (error instanceof WeComHttpError) throw error;
      if (timedOut) throw new WeComTimeoutError(path, timeoutMs);
      signal?.throwIfAborted();
      throw new WeComNetworkError(path, { cause: withoutAddresses(error), beforeSending: failedBeforeSending(error) });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  };

  async function exchange(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    const response = await fetch(addressOf(baseUrl, request), {
      method: request.method,
      // A redirect would repeat the call elsewhere, with the access token in its address.
      redirect: 'manual',
      signal,
      ...contentOf(request),
    });
    return readAnswer(request.path, response.status, await response.text());
  }
}

function addressOf(baseUrl: string, { path, query }: ApiRequest): string {
  return query ? `${baseUrl}${path}?${new URLSearchParams(query).toString()}` : `${baseUrl}${path}`;
}

function contentOf(request: ApiRequest): Pick<RequestInit, 'body' | 'headers'> {
  if (request.method === 'GET') return {};
  if (request.form) return { body: request.form };
  return { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json; charset=utf-8' } };
}

function readAnswer(path: string, status: number, text: string): ApiResponse {
  const answer = parseObject(text);
  const ok = status >= 200 && status <= 299;
  if (!answer) throw new WeComHttpError(path, status, 'the answer is no JSON object');
  const { errcode = 0, errmsg = '' } = answer;
  if (typeof errcode !== 'number') throw new WeComHttpError(path, status, 'the errcode of the answer is no number');
  if (!ok && errcode === 0) throw new WeComHttpError(path, status, 'the answer has no errcode');
  return { ...answer, errcode, errmsg: typeof errmsg === 'string' ? redact(errmsg) : '' };
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
