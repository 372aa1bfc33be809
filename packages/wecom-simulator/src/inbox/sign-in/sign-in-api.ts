/** Relative to the page, which is served two folders deep. */
const BASE = '../../_simulator/sign-in';

/** `oauth`: inside WeCom. `web`: by QR code. */
export type PageName = 'oauth' | 'web';

export type Person = { userid: string } | { openid: string };

export const privateFields = ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'] as const;
export type PrivateField = (typeof privateFields)[number];

export type RefusalReason =
  | 'appid'
  | 'agentid'
  | 'agentid-missing'
  | 'agent-disabled'
  | 'redirect-missing'
  | 'redirect-invalid'
  | 'redirect-untrusted'
  | 'response-type'
  | 'scope'
  | 'state'
  | 'login-type';

export interface Refusal {
  errcode: number;
  reason: RefusalReason;
  params: Readonly<Record<string, string>>;
}

export interface SignInMember {
  userid: string;
  name: string;
  department: string;
  inRange: boolean;
}

export interface SignInOutsider {
  openid: string;
  name: string;
}

export interface SignInView {
  corpName: string;
  agent: { agentId: number; name: string; logo?: string } | null;
  redirectHost: string;
  members: SignInMember[];
  outsiders: SignInOutsider[];
  /** Whose WeCom this browser is. */
  browserMember: string | null;
}

export type SignInStep = { location: string } | { ask: PrivateField[] } | { refused: Refusal };

async function read<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(path, init);
  const answer = (await response.json()) as Answer & { error?: { message: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `HTTP ${response.status}`);
  return answer;
}

export const readSignIn = (page: PageName, query: string): Promise<SignInView | { refused: Refusal }> =>
  read(`${BASE}?page=${page}&query=${encodeURIComponent(query)}`);

export const goOn = (
  page: PageName,
  query: string,
  person: Person,
  consent?: PrivateField[] | 'refused',
): Promise<SignInStep> =>
  read(BASE, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ page, query, person, consent }),
  });
