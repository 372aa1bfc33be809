export type Locale = 'en-US' | 'zh-CN';

/**
 * What a caller can do.
 * - `permanent`: the same request fails again; change it, or its recipients.
 * - `token`: a new access token helps; the client gets one by itself.
 * - `later`: wait and repeat.
 * - `split`: ask for less, or send less, in several calls.
 * - `setup`: the app's set-up is wrong; all calls of the kind fail until an administrator has mended it.
 */
export type ErrcodeClass = 'permanent' | 'token' | 'later' | 'split' | 'setup';

export interface ErrcodeEntry {
  class: ErrcodeClass;
  meaning: Record<Locale, string>;
  remedy: Record<Locale, string>;
}

type Words = Record<Locale, string>;

const words = (en: string, zh: string): Words => ({ 'en-US': en, 'zh-CN': zh });

const remedies = {
  wait: words('Wait and repeat it.', '请稍后重试。'),
  code: words(
    'The request is malformed; report it to the developers of this software.',
    '请求格式有误，请反馈给本软件的开发者。',
  ),
  hint: words("Read the hint in WeCom's text to find the parameter.", '请根据企业微信返回的 hint 查找出错的参数。'),
  mapping: words('Check which WeCom member the user is linked to.', '请检查用户与企业微信成员的对应关系。'),
  range: words(
    'In the admin console open the app and add the member, department or tag to its visible range (可见范围).',
    '在管理后台打开该应用，把相应成员、部门或标签加入“可见范围”。',
  ),
  settings: words(
    'Compare company id, AgentId and Secret with the admin console; all three must be of the same corp and app.',
    '请对照管理后台核对企业 ID、AgentId 和 Secret，三者必须属于同一企业和同一应用。',
  ),
  file: words('Use a file of an accepted type and size.', '请使用类型和大小符合要求的文件。'),
  upload: words('Upload the file again; media lives for 3 days.', '请重新上传文件，临时素材有效期为 3 天。'),
  signIn: words('Start the sign-in again.', '请重新发起登录。'),
  shorten: words('Shorten it.', '请缩短内容。'),
  card: words('Complete or correct this part of the card.', '请补全或更正卡片的这一部分。'),
  cardFewer: words('Remove entries from this list of the card.', '请减少卡片中该列表的条目。'),
  callbackSettings: words(
    'Check URL, Token and EncodingAESKey in the admin console, and that the URL can be reached from the internet.',
    '请检查管理后台中的 URL、Token 和 EncodingAESKey，并确认该 URL 可从公网访问。',
  ),
  domain: words(
    'In the admin console check the trusted domain of the app: exact host and port, ICP filing of the corp, ownership file.',
    '请在管理后台检查应用的可信域名：主机名和端口须完全一致，ICP 备案主体须与企业一致，并已放置归属校验文件。',
  ),
  ipList: words(
    'Enter single public addresses, separated by semicolons, in "Trusted enterprise IP" (企业可信IP).',
    '请在“企业可信IP”中填写单个公网地址，多个地址用分号分隔。',
  ),
  permission: words(
    'Ask an administrator of WeCom to grant the app this permission.',
    '请企业微信管理员为该应用开通此权限。',
  ),
  enable: words('An administrator enables the app in the admin console.', '请管理员在管理后台启用该应用。'),
  tag: words(
    'Check that the tag exists and has members inside the visible range.',
    '请检查标签是否存在，且其成员在可见范围内。',
  ),
  department: words('Check that the department exists.', '请检查部门是否存在。'),
  chat: words(
    'Check the group chat; only chats made by this app can be used.',
    '请检查群聊，仅可使用由本应用创建的群聊。',
  ),
  webhook: words('Make a new webhook in the group and use its address.', '请在群中新建消息推送并使用新的地址。'),
  webhookBody: words('Correct the content sent to the webhook.', '请更正发送到 webhook 的内容。'),
  miniProgram: words(
    'In the admin console link the mini program to the app, and check its appid and page.',
    '请在管理后台把小程序关联到应用，并检查 appid 和页面路径。',
  ),
  miniProgramContent: words('Correct the content of the mini program notice.', '请更正小程序通知的内容。'),
  corp: words('Ask the corp, or WeCom.', '请联系企业或企业微信官方。'),
  url: words('Begin the link with http:// or https://.', '链接须以 http:// 或 https:// 开头。'),
  ticket: words('Get a new ticket of the right kind for this app.', '请重新获取属于该应用的对应类型 ticket。'),
  concurrency: words('Make fewer calls at the same time and repeat it.', '请降低并发后重试。'),
  newerClick: words('Use the code of a newer click on the card.', '请使用卡片最近一次点击返回的 code。'),
  receiver: words('Name members who received the card.', '请指定收到该卡片的成员。'),
  sameApp: words('Use the app that sent the card.', '请使用发送该卡片的应用。'),
} satisfies Record<string, Words>;

type Row = readonly [errcode: number, errcodeClass: ErrcodeClass, en: string, zh: string, remedy: Words];

/** Codes of WeCom's documents 90313 and 90475. */
const rows: readonly Row[] = [
  [-1, 'later', 'WeCom is busy.', '企业微信系统繁忙。', remedies.wait],
  [
    0,
    'permanent',
    'WeCom accepted the call but did not understand the request.',
    '企业微信接受了调用，但未能正确解析请求内容。',
    remedies.code,
  ],
  [
    6000,
    'later',
    'The data was changed by somebody else at the same time.',
    '数据版本冲突，可能有他人同时修改。',
    remedies.wait,
  ],

  // Credentials and parameters
  [
    40001,
    'setup',
    'The secret is not accepted: wrong, reset, or the app is disabled.',
    'Secret 无效：填写错误、已被重置，或应用已停用。',
    words(
      'Copy the Secret of the app from the admin console again and check that the app is enabled. Repeated wrong secrets block this address for an hour.',
      '请在管理后台重新复制该应用的 Secret，并确认应用已启用。多次使用错误的 Secret 会导致本机地址被封禁一小时。',
    ),
  ],
  [40003, 'permanent', 'There is no member with this userid.', '成员 userid 无效。', remedies.mapping],
  [40004, 'permanent', 'The type of the media is not accepted.', '媒体文件类型不合法。', remedies.file],
  [40005, 'permanent', 'The type parameter of the upload is not accepted.', 'type 参数不合法。', remedies.file],
  [40006, 'permanent', 'The size of the file is not accepted.', '文件大小不合法。', remedies.file],
  [
    40007,
    'permanent',
    'The media_id is not valid: expired, or of another corp.',
    'media_id 无效：已过期或属于其他企业。',
    remedies.upload,
  ],
  [40008, 'permanent', 'The msgtype is not known.', 'msgtype 不合法。', remedies.code],
  [40009, 'permanent', 'The size of the picture is not accepted.', '图片大小不合法。', remedies.file],
  [40011, 'permanent', 'The size of the video is not accepted.', '视频大小不合法。', remedies.file],
  [
    40013,
    'setup',
    'The company id is not valid.',
    '企业 ID 无效。',
    words(
      'Copy the company id from the admin console: My company, at the bottom of the page.',
      '请在管理后台“我的企业”页面底部复制企业 ID。',
    ),
  ],
  [40014, 'token', 'The access token is not valid.', 'access_token 无效。', remedies.wait],
  [40029, 'permanent', 'The sign-in code is not valid.', '登录 code 无效。', remedies.signIn],
  [40031, 'permanent', 'The list of members is not valid.', 'UserID 列表无效。', remedies.range],
  [
    40032,
    'split',
    'The list of members is too long.',
    'UserID 列表过长。',
    words('Send to at most 1000 members in one call.', '每次最多发送给 1000 名成员。'),
  ],
  [
    40033,
    'permanent',
    'The request has \\u escapes instead of UTF-8.',
    '请求包含 \\u 转义字符，应使用 UTF-8。',
    remedies.code,
  ],
  [40035, 'permanent', 'A parameter is not valid.', '参数不合法。', remedies.hint],
  [40039, 'permanent', 'The link is too long.', 'URL 过长。', remedies.shorten],
  [40050, 'permanent', 'There is no such group chat.', 'chatid 不存在。', remedies.chat],
  [40056, 'setup', 'The AgentId is not valid.', 'AgentId 无效。', remedies.settings],
  [
    40057,
    'setup',
    'The callback URL is not valid or did not pass the check.',
    '回调 URL 不合法或校验失败。',
    remedies.callbackSettings,
  ],
  [40058, 'permanent', 'A parameter is not acceptable.', '参数不合法。', remedies.hint],
  [40063, 'permanent', 'A parameter is empty.', '参数为空。', remedies.hint],
  [40068, 'permanent', 'The tag is not valid.', '标签 ID 无效。', remedies.tag],
  [40070, 'permanent', 'None of the tags can be used.', '指定的标签范围均无效。', remedies.tag],
  [40073, 'permanent', 'There is no such openid.', 'openid 不存在。', remedies.mapping],
  [
    40074,
    'permanent',
    'A news message cannot be confidential.',
    'news 消息不支持保密。',
    words('Leave out "safe", or send it as mpnews.', '请去掉 safe 参数，或改用 mpnews 消息。'),
  ],
  [40091, 'setup', 'The secret belongs to another corp.', 'Secret 属于其他企业。', remedies.settings],
  [
    40093,
    'setup',
    'The JS-SDK signature is wrong.',
    'JS-SDK 签名错误。',
    words(
      'Check address of the page, ticket and nonce of the signature.',
      '请检查参与签名的页面地址、ticket 和随机串。',
    ),
  ],
  [40123, 'permanent', 'The picture is not valid.', '图片无效。', remedies.file],
  [40127, 'permanent', 'The scheme of the link is not accepted.', 'URL 协议不合法。', remedies.url],
  [40145, 'permanent', 'The media_id has expired.', 'media_id 已过期。', remedies.upload],
  [
    40201,
    'permanent',
    "The content was stopped by WeCom's spam filter.",
    '内容被企业微信反垃圾策略拦截。',
    words('Change the text and tell the administrator.', '请修改文本并通知管理员。'),
  ],
  [
    40204,
    'permanent',
    "The call was stopped by WeCom's spam filter.",
    '调用被企业微信反垃圾策略拦截。',
    words('Change the text and tell the administrator.', '请修改文本并通知管理员。'),
  ],
  [40206, 'permanent', 'The request is too large.', '请求内容过大。', remedies.shorten],
  [41001, 'permanent', 'The access token is missing.', '缺少 access_token。', remedies.code],
  [41002, 'permanent', 'The company id is missing.', '缺少企业 ID。', remedies.code],
  [41004, 'permanent', 'The secret is missing.', '缺少 Secret。', remedies.code],
  [41011, 'permanent', 'The AgentId is missing.', '缺少 AgentId。', remedies.code],
  [41016, 'permanent', 'The title is missing.', '缺少标题。', words('Enter a title.', '请填写标题。')],
  [41033, 'permanent', 'The description is missing.', '缺少描述。', words('Enter a description.', '请填写描述。')],
  [42001, 'token', 'The access token has expired.', 'access_token 已过期。', remedies.wait],
  [42003, 'permanent', 'The sign-in code has expired.', '登录 code 已过期。', remedies.signIn],
  [
    42012,
    'permanent',
    'The ticket is of the wrong kind or of another app.',
    'ticket 类型不符或属于其他应用。',
    remedies.ticket,
  ],
  [
    42014,
    'permanent',
    'The task_id of the card was used before, is empty, or is too long.',
    '卡片 task_id 已存在、为空或过长。',
    words(
      'Send the card with a new task_id. After a repeat it means that the first attempt probably arrived.',
      '请使用新的 task_id 发送。若为重试，则首次发送很可能已成功。',
    ),
  ],
  [42015, 'permanent', 'The card was sent by another app.', '该卡片由其他应用发送。', remedies.sameApp],
  [42016, 'permanent', 'There is no card with this task_id.', 'task_id 不存在。', remedies.sameApp],
  [
    42017,
    'permanent',
    'The key or name of a button is missing or not valid.',
    '按钮的 key 或名称缺失或不合法。',
    remedies.card,
  ],
  [
    42018,
    'permanent',
    'The key or name of a button is missing or not valid.',
    '按钮的 key 或名称缺失或不合法。',
    remedies.card,
  ],
  [
    42019,
    'permanent',
    'The key or name of a button is missing or not valid.',
    '按钮的 key 或名称缺失或不合法。',
    remedies.card,
  ],
  [
    42020,
    'permanent',
    'The key or name of a button is missing or not valid.',
    '按钮的 key 或名称缺失或不合法。',
    remedies.card,
  ],
  [42022, 'permanent', 'The sign-in code was used before.', '登录 code 已被使用。', remedies.signIn],

  // Template cards
  [42027, 'permanent', 'A key-value row has no valid keyname.', '二级标题列表的 keyname 缺失或不合法。', remedies.card],
  [42028, 'permanent', 'A link of the card has no valid url.', '卡片链接的 url 缺失或不合法。', remedies.card],
  [
    42029,
    'permanent',
    'An attachment of the card has no valid media_id.',
    '卡片附件的 media_id 缺失或不合法。',
    remedies.card,
  ],
  [
    42030,
    'permanent',
    'A mini program of the card has no valid appid.',
    '卡片小程序的 appid 缺失或不合法。',
    remedies.card,
  ],
  [42031, 'permanent', 'The card_type is not valid.', 'card_type 不合法。', remedies.code],
  [42033, 'permanent', 'A title of the card is missing or not valid.', '卡片标题缺失或不合法。', remedies.card],
  [42035, 'permanent', 'The card has more than 6 key-value rows.', '二级标题列表超过 6 项。', remedies.cardFewer],
  [42036, 'permanent', 'The card has more than 4 vertical rows.', '垂直内容列表超过 4 项。', remedies.cardFewer],
  [
    42037,
    'permanent',
    'The number of options of the card is not accepted.',
    '卡片选项数量不合法。',
    remedies.cardFewer,
  ],
  [42038, 'permanent', 'The text of a button is missing or not valid.', '按钮文字缺失或不合法。', remedies.card],
  [42039, 'permanent', 'The key of a button is missing or not valid.', '按钮 key 缺失或不合法。', remedies.card],
  [
    42040,
    'permanent',
    'The id of an option is missing, repeated or not valid.',
    '选项 id 缺失、重复或不合法。',
    remedies.card,
  ],
  [42041, 'permanent', 'The text of an option is missing or not valid.', '选项文字缺失或不合法。', remedies.card],
  [42042, 'permanent', 'The card has more than 3 jumps.', '跳转列表超过 3 项。', remedies.cardFewer],
  [
    42043,
    'permanent',
    'A question_key is missing, repeated or not valid.',
    'question_key 缺失、重复或不合法。',
    remedies.card,
  ],
  [42044, 'permanent', 'The picture of the card has no valid url.', '卡片图片的 url 缺失或不合法。', remedies.card],
  [42045, 'permanent', 'The card_action is missing or not valid.', 'card_action 缺失或不合法。', remedies.card],
  [
    42046,
    'permanent',
    'The key of the submit button is missing or not valid.',
    '提交按钮的 key 缺失或不合法。',
    remedies.card,
  ],
  [42047, 'permanent', 'The card has more than 3 selections.', '下拉选择列表超过 3 项。', remedies.cardFewer],
  [
    42049,
    'permanent',
    'The text of the submit button is missing or not valid.',
    '提交按钮文字缺失或不合法。',
    remedies.card,
  ],
  [42050, 'permanent', 'A member of the card has no valid userid.', '卡片成员的 userid 缺失或不合法。', remedies.card],
  [42051, 'permanent', 'Two entries of the menu have the same key.', '菜单项的 key 重复。', remedies.card],

  // Messages
  [
    42052,
    'permanent',
    'The message is too old to be recalled.',
    '消息已超过可撤回的时间。',
    words('Messages can be recalled for 24 hours.', '消息仅可在 24 小时内撤回。'),
  ],
  [
    43004,
    'permanent',
    'The member never linked WeChat.',
    '成员未绑定微信。',
    words('The member links WeChat.', '请成员绑定微信。'),
  ],
  [
    43012,
    'permanent',
    'This card needs an app with a callback URL, and the app has none.',
    '该卡片要求应用已设置接收消息的回调 URL，而应用尚未设置。',
    words(
      'In the admin console open the app, Receive messages (接收消息), and set URL, Token and EncodingAESKey; or send a text card or a notice without a menu.',
      '请在管理后台打开该应用的“接收消息”，设置 URL、Token 和 EncodingAESKey；或改用文本卡片、不带菜单的通知卡片。',
    ),
  ],
  [44001, 'permanent', 'The file is empty.', '媒体文件为空。', remedies.file],
  [44004, 'permanent', 'The text is empty.', '文本内容为空。', words('Enter a text.', '请填写文本内容。')],
  [45001, 'permanent', 'The file is too large.', '媒体文件过大。', remedies.file],
  [
    45002,
    'split',
    'The message is too long.',
    '消息内容过长。',
    words('Shorten the text or send it as several messages.', '请缩短文本或拆分为多条消息发送。'),
  ],
  [45007, 'permanent', 'The voice message is longer than 60 seconds.', '语音时长超过 60 秒。', remedies.file],
  [
    45008,
    'permanent',
    'There are more than 8 articles, or none.',
    '图文条数不合法，最多 8 条。',
    words('Send 1 to 8 articles.', '请发送 1 至 8 条图文。'),
  ],
  [
    45009,
    'later',
    'Too many calls; WeCom blocks this call for a while.',
    '调用过于频繁，接口被暂时限制。',
    words(
      'Wait 60 seconds, 60 minutes or until tomorrow, depending on the limit; find out who else uses this app. After wrong secrets the address is blocked for an hour.',
      '请根据限制等待 60 秒、60 分钟或至次日，并排查还有谁在使用该应用。若因多次使用错误的 Secret，则本机地址会被封禁一小时。',
    ),
  ],
  [
    45029,
    'split',
    'The answer would be too large.',
    '返回的数据量过大。',
    words('Ask for smaller departments, one at a time.', '请逐个查询较小的部门。'),
  ],
  [45032, 'permanent', 'The author is longer than 64 bytes.', '作者名超过 64 字节。', remedies.shorten],
  [45033, 'later', 'Too many calls at the same time.', '接口并发调用超过限制。', remedies.concurrency],
  [45034, 'permanent', 'The link has no scheme.', 'URL 缺少协议头。', remedies.url],
  [
    45035,
    'later',
    'The same object is being changed by another call.',
    '同一对象正被其他调用修改。',
    remedies.concurrency,
  ],
  [45036, 'later', 'The limit of data access is reached.', '数据访问量超过限制。', remedies.wait],
  [46004, 'permanent', 'There is no such member.', '成员不存在。', remedies.mapping],

  // Permissions
  [
    48002,
    'setup',
    'This secret may not make this call.',
    '该 Secret 无权调用此接口。',
    words(
      'Use the Secret of a self-built app, not the one of contacts sync, and check the permissions of the app.',
      '请使用自建应用的 Secret，而不是通讯录同步的 Secret，并检查应用权限。',
    ),
  ],
  [48004, 'setup', 'The authorization is void.', '授权已失效。', remedies.permission],
  [
    48005,
    'permanent',
    'WeCom has retired this call.',
    '该接口已停用。',
    words('Update this software.', '请升级本软件。'),
  ],
  [
    48006,
    'setup',
    'WeCom withdrew the permission because the app was not used for long.',
    '应用长期未使用，接口权限已被收回。',
    remedies.enable,
  ],
  [
    48009,
    'setup',
    'The secret of contacts sync may not read details from this address.',
    '通讯录同步 Secret 不允许从新的 IP 读取成员详情。',
    words('Use the Secret of a self-built app for reading.', '请改用自建应用的 Secret 读取。'),
  ],
  [
    48010,
    'setup',
    'The TLS version is not accepted.',
    'TLS 版本过低。',
    words('Allow TLS 1.2 or newer, on proxies too.', '请使用 TLS 1.2 或更高版本，代理服务器同样需要。'),
  ],
  [
    50001,
    'setup',
    'The redirect address is not on a trusted domain of the app.',
    'redirect_uri 不在应用的可信域名下。',
    remedies.domain,
  ],
  [50002, 'permanent', 'The member is outside the permitted range.', '成员不在允许的范围内。', remedies.range],
  [50003, 'setup', 'The app is disabled.', '应用已停用。', remedies.enable],
  [60003, 'permanent', 'There is no such department.', '部门不存在。', remedies.department],
  [
    60011,
    'permanent',
    'The app may not use this member, department or tag.',
    '应用无权访问指定的成员、部门或标签。',
    remedies.range,
  ],
  [
    60020,
    'setup',
    'WeCom does not trust the address this call came from.',
    '调用来源 IP 不在企业可信 IP 中。',
    words(
      'In the admin console open the app and add the public address of this server to "Trusted enterprise IP" (企业可信IP); it takes about a minute.',
      '在管理后台打开该应用，把本服务器的公网出口地址加入“企业可信IP”，约一分钟后生效。',
    ),
  ],
  [
    60021,
    'permanent',
    'The member is outside the visible range of the app.',
    '成员不在应用的可见范围内。',
    remedies.range,
  ],
  [60031, 'setup', 'The app may not make this call.', '应用被禁止调用此接口。', remedies.permission],
  [60111, 'permanent', 'There is no such member.', '成员不存在。', remedies.mapping],
  [
    60140,
    'permanent',
    'The response_code is wrong, used up or expired.',
    'response_code 无效、已使用或已过期。',
    remedies.newerClick,
  ],
  [
    60208,
    'permanent',
    'This app may not send to everybody, to departments or to tags.',
    '该应用不允许发送给全员、部门或标签。',
    words('Name the members.', '请逐一指定成员。'),
  ],

  // Domains
  [80001, 'setup', 'The trusted domain is wrong or has no ICP filing.', '可信域名不正确或未备案。', remedies.domain],

  // Recipients
  [81012, 'permanent', 'No recipient was given.', '未指定接收者。', words('Name a recipient.', '请指定接收者。')],
  [
    81013,
    'permanent',
    'None of the recipients exists inside the visible range of the app.',
    '所有接收者均无效或不在应用的可见范围内。',
    words(
      'Check the visible range (可见范围) of the app in the admin console, and which WeCom members the users are linked to.',
      '请在管理后台检查应用的“可见范围”，以及用户与企业微信成员的对应关系。',
    ),
  ],
  [
    82001,
    'permanent',
    'All recipients are empty.',
    '指定的接收者全部为空。',
    words('Name a recipient.', '请指定接收者。'),
  ],
  [
    82002,
    'split',
    'There are too many departments.',
    '部门数量超过限制。',
    words('Send to at most 100 departments in one call.', '每次最多发送给 100 个部门。'),
  ],
  [
    82003,
    'split',
    'There are too many tags.',
    '标签数量超过限制。',
    words('Send to at most 100 tags in one call.', '每次最多发送给 100 个标签。'),
  ],
  [
    82004,
    'permanent',
    'The content could crash the WeCom client.',
    '内容可能导致企业微信客户端崩溃。',
    words('Remove unusual characters.', '请去除特殊字符。'),
  ],
  [82101, 'permanent', 'No member was named for the update of the card.', '更新卡片时未指定成员。', remedies.receiver],
  [82102, 'permanent', 'The member did not receive the card.', '该成员不是卡片的接收者。', remedies.receiver],
  [84014, 'permanent', 'The user_ticket has expired.', 'user_ticket 已过期。', remedies.signIn],
  [84015, 'permanent', 'The user_ticket is not valid.', 'user_ticket 无效。', remedies.signIn],

  // Admin console
  [
    85004,
    'setup',
    'The trusted domains were changed more than 20 times this month.',
    '本月设置可信域名已超过 20 次。',
    words('Wait for the next month.', '请等待下个月再设置。'),
  ],
  [
    85005,
    'setup',
    'The ownership of the trusted domain was not verified.',
    '可信域名未通过归属校验。',
    remedies.domain,
  ],
  [85006, 'setup', 'The list of trusted addresses is too long.', '可信 IP 数量超过限制。', remedies.ipList],
  [85007, 'setup', 'A trusted address is not valid.', '可信 IP 不合法。', remedies.ipList],
  [
    85008,
    'setup',
    'The ICP filing of the trusted domain was not accepted.',
    '可信域名的 ICP 备案校验未通过。',
    remedies.domain,
  ],
  [
    85009,
    'setup',
    'The information on the app is incomplete.',
    '应用信息不完整。',
    words('Complete the app in the admin console.', '请在管理后台补全应用信息。'),
  ],
  [85010, 'setup', 'The parameters of the callback are wrong.', '回调参数不正确。', remedies.callbackSettings],
  [85011, 'setup', 'The callback did not pass the check.', '回调校验失败。', remedies.callbackSettings],
  [
    85111,
    'setup',
    "The trusted domain is a service provider's.",
    '可信域名属于服务商。',
    words("Use a domain of the corp's own.", '请使用企业自有的域名。'),
  ],

  // Group chats
  [86001, 'permanent', 'The chatid is not valid.', 'chatid 不合法。', remedies.chat],
  [86003, 'permanent', 'There is no such group chat.', 'chatid 不存在。', remedies.chat],
  [86006, 'permanent', 'The number of members of the group chat is not accepted.', '群成员数量不合法。', remedies.chat],
  [86008, 'permanent', 'The group chat was not made by this app.', '该群聊不是由本应用创建。', remedies.chat],
  [86215, 'permanent', 'The chatid is taken.', 'chatid 已存在。', remedies.chat],
  [86216, 'permanent', 'A member of the group chat is not valid.', '群成员不合法。', remedies.chat],

  // Mini program notices
  [90201, 'permanent', 'There are more than 10 entries.', '小程序通知的条目超过 10 项。', remedies.miniProgramContent],
  [
    90202,
    'permanent',
    'The key of an entry is not valid or longer than 10 characters.',
    '条目的 key 不合法或超过 10 个字。',
    remedies.miniProgramContent,
  ],
  [
    90203,
    'permanent',
    'The value of an entry is not valid or longer than 30 characters.',
    '条目的 value 不合法或超过 30 个字。',
    remedies.miniProgramContent,
  ],
  [90204, 'permanent', 'The mini program notice is not valid.', '小程序通知不合法。', remedies.miniProgramContent],
  [90205, 'permanent', 'The mini program notice is not valid.', '小程序通知不合法。', remedies.miniProgramContent],
  [
    90206,
    'permanent',
    'The mini program is not linked to the app, or its appid is wrong.',
    '小程序未关联到应用，或 appid 不正确。',
    remedies.miniProgram,
  ],
  [
    90207,
    'permanent',
    'The mini program is not linked to the app, or its appid is wrong.',
    '小程序未关联到应用，或 appid 不正确。',
    remedies.miniProgram,
  ],
  [
    90208,
    'permanent',
    'The mini program is not linked to the app, or its appid is wrong.',
    '小程序未关联到应用，或 appid 不正确。',
    remedies.miniProgram,
  ],

  // Group webhooks
  [93000, 'permanent', 'The webhook was removed.', 'webhook 已失效或被移除。', remedies.webhook],
  [93001, 'permanent', 'The group refuses the webhook.', '该群拒绝此 webhook。', remedies.webhook],
  [93004, 'permanent', 'The webhook is disabled.', 'webhook 已被停用。', remedies.webhook],
  [93008, 'permanent', 'The webhook is not in the group.', 'webhook 不在群中。', remedies.webhook],
  [93017, 'permanent', 'The content for the webhook is empty.', 'webhook 消息内容为空。', remedies.webhookBody],
  [93018, 'permanent', 'The picture for the webhook is too large.', 'webhook 图片过大。', remedies.webhookBody],
  [
    93019,
    'permanent',
    'An id in the content for the webhook is wrong.',
    'webhook 消息中的 id 不正确。',
    remedies.webhookBody,
  ],

  [
    301002,
    'setup',
    'Secret and AgentId are of different apps.',
    'Secret 与 AgentId 不属于同一应用。',
    remedies.settings,
  ],
  [301007, 'setup', 'The corp was dissolved or banned.', '企业已解散或被封禁。', remedies.corp],
];

export const errcodeTable: ReadonlyMap<number, ErrcodeEntry> = new Map(
  rows.map(([errcode, errcodeClass, en, zh, remedy]) => [
    errcode,
    { class: errcodeClass, meaning: words(en, zh), remedy },
  ]),
);
