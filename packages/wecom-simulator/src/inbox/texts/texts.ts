import type { NoteParams } from '../api/wire';

/** Every word of the page, in one language. */
export interface Texts {
  title: string;
  language: string;
  theme: { label: string; light: string; dark: string };
  connection: { live: string; connecting: string; lost: string };
  loadFailed: (reason: string) => string;
  retry: string;
  cancel: string;
  copy: (what: string) => string;
  copied: string;
  show: (what: string) => string;
  hide: (what: string) => string;
  views: { label: string; phone: string; operator: string };
  members: {
    title: string;
    choose: string;
    chosen: (name: string) => string;
    search: string;
    none: string;
    more: (count: number) => string;
    unlicensed: string;
    outside: string;
    outsideOf: (apps: string) => string;
    status: Readonly<Record<number, string>>;
    unread: (count: number) => string;
  };
  phone: {
    label: (name: string) => string;
    conversations: string;
    back: string;
    noMember: string;
    noMembers: string;
    noApps: string;
    noMessages: string;
    noMessagesHint: string;
    recalled: (app: string) => string;
    yesterday: string;
    arrived: (app: string, summary: string) => string;
    browser: (name: string) => string;
    browserHint: string;
    openLink: string;
    openInside: (name: string) => string;
    openOutside: string;
    home: (app: string) => string;
  };
  operator: { label: string; calls: string; dropped: string; faults: string; settings: string; actions: string };
  calls: {
    none: string;
    filter: string;
    failedOnly: string;
    noMatch: string;
    request: string;
    query: string;
    answer: string;
    nothing: string;
    connectionDropped: string;
    fault: string;
    list: string;
  };
  /** By code; `message` is the simulator's own English. A code without a text keeps that. */
  notes: Readonly<Record<string, (params: NoteParams, message: string) => string>>;
  dropped: { none: string; explain: string; to: (name: string) => string };
  faults: {
    explain: string;
    path: string;
    times: string;
    kind: string;
    kinds: { errcode: string; status: string; delay: string; dropBefore: string; dropAfter: string };
    errcode: string;
    status: string;
    delayMs: string;
    add: string;
    added: (path: string) => string;
    pending: string;
    noPending: string;
    clear: string;
    cleared: string;
    remaining: (times: number) => string;
    required: string;
  };
  clock: {
    title: string;
    explain: string;
    now: (time: string) => string;
    amount: string;
    unit: string;
    units: { minutes: string; hours: string; days: string };
    advance: string;
    advanced: string;
  };
  reset: { title: string; explain: string; button: string; confirm: string; done: string };
  settings: {
    explain: string;
    apiBase: string;
    corpId: string;
    contactSecret: string;
    agentId: string;
    secret: string;
    token: string;
    encodingAESKey: string;
    visibleRange: string;
    trustedIps: string;
    redirectDomain: string;
    privateFields: string;
    homeUrl: string;
    callbackUrl: string;
    notSet: string;
    anyIp: string;
    disabled: string;
    nobody: string;
  };
}
