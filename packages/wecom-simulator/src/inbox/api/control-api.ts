import type {
  Call,
  Callback,
  Fault,
  InboxMessage,
  OperatorMessage,
  Receiver,
  ReceiverId,
  ReportForm,
  Seed,
  Verification,
} from './wire';

/** Relative to the page, which may stand under a path of a proxy. */
const BASE = './_simulator';

async function request<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${BASE}/${path}`, init);
  // 422 is an address that was tried and not saved: its body says why, like that of a success.
  if (!response.ok && response.status !== 422) throw new Error(await reasonOf(response));
  return (await response.json()) as Answer;
}

interface Refusal {
  message: string;
  issues?: { path: string; message: string }[];
}

/** The simulator explains a refusal as `{ error: { message, issues? } }`. */
async function reasonOf(response: Response): Promise<string> {
  const fallback = `HTTP ${response.status}`;
  try {
    const { error } = (await response.json()) as { error?: Refusal };
    return error ? [error.message, ...(error.issues ?? []).map(({ message }) => message)].join(': ') : fallback;
  } catch {
    return fallback;
  }
}

const send = <Answer>(method: string, path: string, body: unknown): Promise<Answer> =>
  request<Answer>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const post = <Answer>(path: string, body: unknown): Promise<Answer> => send('POST', path, body);

export const EVENTS_URL = `${BASE}/events`;

export const readSeed = (): Promise<Seed> => request('seed');

/** Newest last. */
export const readInbox = (userid: string): Promise<InboxMessage[]> =>
  request<{ messages: InboxMessage[] }>(`inbox/${encodeURIComponent(userid)}`).then(({ messages }) => messages);

/** The newest `count`, newest last. */
export const readMessages = (count: number): Promise<OperatorMessage[]> =>
  request<{ messages: OperatorMessage[] }>(`messages?newest=${count}`).then(({ messages }) => messages);

/** The newest `count`, newest last. */
export const readCalls = (count: number): Promise<Call[]> =>
  request<{ calls: Call[] }>(`calls?newest=${count}`).then(({ calls }) => calls);

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
  userid === undefined ? request('browser', { method: 'DELETE' }) : send('PUT', 'browser', { userid });

/** An address that makes this browser the member's WeCom and goes on to `url`. */
export const openAsUrl = (userid: string, url: string): string =>
  `${BASE}/open?${new URLSearchParams({ userid, url }).toString()}`;

export const clearFaults = (): Promise<unknown> => request('faults', { method: 'DELETE' });

/** The newest `count`, newest last. */
export const readCallbacks = (count: number): Promise<Callback[]> =>
  request<{ callbacks: Callback[] }>(`callbacks/sent?newest=${count}`).then(({ callbacks }) => callbacks);

export const repeatCallback = (id: number): Promise<unknown> => post(`callbacks/sent/${id}/repeat`, {});

export const readReceivers = (): Promise<Receiver[]> =>
  request<{ receivers: Receiver[] }>('callbacks').then(({ receivers }) => receivers);

export interface CallbackAddress {
  url: string;
  token: string;
  encodingAESKey: string;
  form?: ReportForm;
}

/** Tries the address, and saves it when it answers right. */
export const saveCallback = (receiver: ReceiverId, address: CallbackAddress): Promise<Verification> =>
  send<{ verification: Verification }>('PUT', `callbacks/${receiver}`, address).then(
    ({ verification }) => verification,
  );

export const removeCallback = (receiver: ReceiverId): Promise<unknown> =>
  request(`callbacks/${receiver}`, { method: 'DELETE' });

export interface Click {
  userid: string;
  agentId: number;
  taskId: string;
  key: string;
  selected?: Readonly<Record<string, readonly string[]>>;
}

export const clickCard = (click: Click): Promise<unknown> => post('click', click);

export type Action = { userid: string; agentId: number } & (
  { action: 'enter' } | { action: 'text'; content: string } | { action: 'menu'; key: string }
);

export const act = (action: Action): Promise<unknown> => post('act', action);

/** What the pages of members, departments and tags change. */
export type ContactKind = 'members' | 'departments' | 'tags';

export const addContact = (kind: ContactKind, fields: object): Promise<unknown> => post(kind, fields);

export const changeContact = (kind: ContactKind, id: string | number, changes: object): Promise<unknown> =>
  send('PATCH', `${kind}/${encodeURIComponent(id)}`, changes);

export const removeContact = (kind: ContactKind, id: string | number): Promise<unknown> =>
  request(`${kind}/${encodeURIComponent(id)}`, { method: 'DELETE' });
