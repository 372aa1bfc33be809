/** One endpoint of WeCom's API and how far it is simulated. The README's table is made of these rows. */
export interface CoverageRow {
  method: 'GET' | 'POST';
  /** Below `/cgi-bin/`. */
  path: string;
  /** Number of WeCom's document: `https://developer.work.weixin.qq.com/document/path/<number>`. */
  document: number;
  /** What the simulation covers and what it leaves out. */
  notes: string;
}

export const coverage: readonly CoverageRow[] = [
  {
    method: 'GET',
    path: 'gettoken',
    document: 91039,
    notes: 'one token per secret, 7200 s; 45009 after repeated wrong secrets',
  },
  { method: 'POST', path: 'message/send', document: 90236, notes: 'every msgtype and all five template cards' },
];
