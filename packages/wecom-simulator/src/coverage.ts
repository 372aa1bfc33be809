/** One endpoint of WeCom's API and how far it is simulated. The tables in the READMEs hold the same rows. */
export interface CoverageRow {
  method: 'GET' | 'POST';
  /** Below `/cgi-bin/`. */
  path: string;
  /** Number of WeCom's document: `https://developer.work.weixin.qq.com/document/path/<number>`. */
  document: number;
  /** What the simulation covers, and what it leaves out. */
  covers: { en: string; zh: string };
}

const row =
  (method: 'GET' | 'POST') =>
  (path: string, document: number, en: string, zh: string): CoverageRow => ({
    method,
    path,
    document,
    covers: { en, zh },
  });
const get = row('GET');
const post = row('POST');

export const coverage: readonly CoverageRow[] = [
  get(
    'gettoken',
    91039,
    'one token per secret, 7200 s; 40091; an hour of 45009 after repeated wrong secrets',
    '每个 Secret 一个 token，有效 7200 秒；40091；多次 Secret 错误后返回 45009 一小时',
  ),
  post(
    'message/send',
    90236,
    'every msgtype and all five template cards, without `interactive_taskcard` and `template_msg`',
    '全部消息类型和五种模板卡片，不含 `interactive_taskcard` 与 `template_msg`',
  ),
  post('message/recall', 94867, 'own messages, within 24 hours', '撤回本应用 24 小时内的消息'),
  post(
    'message/update_template_card',
    94888,
    'grey button or new card; response codes from sending and from clicks, each once, 72 hours',
    '按钮置灰或替换整张卡片；发送与点击得到的 response_code 各一次有效，72 小时',
  ),
  post(
    'message/get_statistics',
    92369,
    'person-times of the agent of the token, today or yesterday in China',
    'token 所属应用今天或昨天（北京时间）的发送人次',
  ),
  get('agent/get', 90227, 'the agent of the token', 'token 所属的应用'),
  get('agent/list', 90227, 'the agent of the token', 'token 所属的应用'),
  get(
    'user/get',
    90196,
    'mobile, mail, avatar and the like only for agents with `createdBeforeJune2022`; without `extattr` and external profiles',
    '手机、邮箱、头像等敏感字段仅限 `createdBeforeJune2022` 的应用；不含 `extattr` 与对外资料',
  ),
  get(
    'user/simplelist',
    90200,
    'one department, or with `fetch_child=1` everything below; 45029 beyond 10,000 members',
    '单个部门；带 `fetch_child=1` 时包含下级部门；超过 10,000 人返回 45029',
  ),
  get(
    'user/list',
    90201,
    'fields as `user/get`, otherwise as `user/simplelist`',
    '字段同 `user/get`，其余同 `user/simplelist`',
  ),
  post('user/list_id', 96067, 'contacts-sync secret only, in pages', '仅限通讯录同步 Secret，支持分页'),
  post(
    'user/getuserid',
    95402,
    'a day of 45009 after misses for a fifth of the corp (at least 10)',
    '查错次数达企业人数五分之一（至少 10 次）后返回 45009 一天',
  ),
  post(
    'user/get_userid_by_email',
    95895,
    'corporate or personal mail; misses count as above',
    '企业邮箱或个人邮箱；查错次数与上一接口合计',
  ),
  get('department/list', 90208, 'recursive, cut to the visible range', '递归返回，按可见范围裁剪'),
  get('department/simplelist', 95350, 'ids; also with the contacts-sync secret', '仅返回 ID；通讯录同步 Secret 也可用'),
  get('department/get', 95351, 'one department', '单个部门'),
  get('tag/list', 90216, 'cut to the visible range', '按可见范围裁剪'),
  get(
    'tag/get',
    90213,
    'cut to the visible range; no names with the contacts-sync secret',
    '按可见范围裁剪；通讯录同步 Secret 看不到姓名',
  ),
  post(
    'media/upload',
    90253,
    'sizes and file types checked; read back at `/_simulator/media/:mediaId`',
    '检查大小和文件类型；从 `/_simulator/media/:mediaId` 取回',
  ),
  get(
    'auth/getuserinfo',
    91023,
    'code for one use in 5 minutes: 40029, 42022, 42003; 50001, 50002; `user_ticket`; `openid` of people outside; without `user_doc_ticket`',
    'code 5 分钟内使用一次：40029、42022、42003；50001、50002；`user_ticket`；非成员返回 `openid`；不含 `user_doc_ticket`',
  ),
  get(
    'user/getuserinfo',
    91023,
    'the older path of `auth/getuserinfo`, with `UserId` and `OpenId`',
    '`auth/getuserinfo` 的旧路径，字段为 `UserId`、`OpenId`',
  ),
  post(
    'auth/getuserdetail',
    95833,
    'fields the agent may ask for and the member agreed to; 84014 after 1800 s, 84015',
    '仅返回应用已开启且成员同意的字段；1800 秒后 84014，无效 84015',
  ),
  get('get_api_domain_ip', 92520, '127.0.0.1', '127.0.0.1'),
  get('getcallbackip', 92521, '127.0.0.1', '127.0.0.1'),
];
