import type { Call, Fault, InboxMessage, OperatorMessage, Seed } from './wire';

/** Relative to the page, which may stand under a path of a proxy. */
const BASE = './_simulator';

async function request<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${BASE}/${path}`, init);
  if (!response.ok) throw new Error(await reasonOf(response));
  return (await response.json()) as Answer;
}

/** The simulator explains a refusal as `{ error: { message, issues? } }`. */
async function reasonOf(response: Response): Promise<string> {
  const fallback = `HTTP ${response.status}`;
  try {
    const { error } = (await response.json()) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : fallback;
  } catch {
    return fallback;
  }
}

const post = <Answer>(path: string, body: unknown): Promise<Answer> =>
  request<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const EVENTS_URL = `${BASE}/events`;

export const readSeed = (): Promise<Seed> => request('seed');

/** Newest last. */
export const readInbox = (userid: string): Promise<InboxMessage[]> =>
  request<{ messages: InboxMessage[] }>(`inbox/${encodeURIComponent(userid)}`).then(({ messages }) => messages);

/** Newest last. */
export const readMessages = (): Promise<OperatorMessage[]> =>
  request<{ messages: OperatorMessage[] }>('messages').then(({ messages }) => messages);

/** Newest last. */
export const readCalls = (): Promise<Call[]> => request<{ calls: Call[] }>('calls').then(({ calls }) => calls);

export const readFaults = (): Promise<Fault[]> => request<{ faults: Fault[] }>('faults').then(({ faults }) => faults);

/** How far the simulator's clock runs ahead of this machine's, in milliseconds. */
export const readAheadMs = (): Promise<number> => request<{ aheadMs: number }>('clock').then(({ aheadMs }) => aheadMs);

/** Where the bytes of an uploaded file are read. */
export const mediaUrl = (mediaId: string): string =>
  new URL(`${BASE}/media/${encodeURIComponent(mediaId)}`, window.location.href).href;

export const addFault = (fault: Fault): Promise<unknown> => post('faults', fault);

export const advanceClock = (advanceMs: number): Promise<unknown> => post('clock', { advanceMs });

export const resetSimulator = (): Promise<unknown> => post('reset', {});

/** Whose WeCom this browser is. */
export const readBrowserMember = (): Promise<string | undefined> =>
  request<{ userid: string | null }>('browser').then(({ userid }) => userid ?? undefined);

/** @param userid nobody's when undefined */
export const switchBrowser = (userid: string | undefined): Promise<unknown> =>
  request('browser', {
    method: userid === undefined ? 'DELETE' : 'PUT',
    ...(userid === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userid }) }),
  });

/** An address that makes this browser the member's WeCom and goes on to `url`. */
export const openAsUrl = (userid: string, url: string): string =>
  `${BASE}/open?${new URLSearchParams({ userid, url }).toString()}`;

export const clearFaults = (): Promise<unknown> => request('faults', { method: 'DELETE' });
