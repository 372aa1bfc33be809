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

const get = (path: string, document: number, notes: string): CoverageRow => ({ method: 'GET', path, document, notes });
const post = (path: string, document: number, notes: string): CoverageRow => ({
  method: 'POST',
  path,
  document,
  notes,
});

export const coverage: readonly CoverageRow[] = [
  get('gettoken', 91039, 'one token per secret, 7200 s; an hour of 45009 after repeated wrong secrets'),
  post(
    'message/send',
    90236,
    'every msgtype, all five template cards; without `interactive_taskcard` and `template_msg`',
  ),
  post('message/recall', 94867, 'within 24 hours, own messages'),
  post('message/update_template_card', 94888, 'grey button or new card; a response code from sending, once, 72 hours'),
  get('agent/get', 90227, 'the agent of the token'),
  get('agent/list', 90227, 'the agent of the token'),
  get('user/get', 90196, 'without mobile, mail, avatar and the like, as for agents made after June 2022'),
  get('user/simplelist', 90200, 'one department, or with `fetch_child=1` everything below'),
  get('user/list', 90201, 'as `user/get`'),
  post('user/list_id', 96067, 'contacts-sync secret only, in pages'),
  post('user/getuserid', 95402, 'without the block after many wrong numbers'),
  post('user/get_userid_by_email', 95895, 'corporate or personal mail'),
  get('department/list', 90208, 'recursive, cut to the visible range'),
  get('department/simplelist', 95350, 'ids; also with the contacts-sync secret'),
  get('department/get', 95351, 'one department'),
  get('tag/list', 90216, 'cut to the visible range'),
  get('tag/get', 90213, 'cut to the visible range; no names with the contacts-sync secret'),
  post('media/upload', 90253, 'sizes and file types; read back under `/_simulator/media/:mediaId`'),
  get('get_api_domain_ip', 92520, '127.0.0.1'),
  get('getcallbackip', 90930, '127.0.0.1'),
];

/** The table as Markdown, for the README. */
export function coverageTable(): string {
  const link = (document: number) => `[${document}](https://developer.work.weixin.qq.com/document/path/${document})`;
  const rows = coverage.map(
    ({ method, path, document, notes }) => `| ${method} | \`${path}\` | ${link(document)} | ${notes} |`,
  );
  return ['| method | path below `/cgi-bin/` | document | covers |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
