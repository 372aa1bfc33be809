import type { SignInTexts } from './texts';

export const zhCN: SignInTexts = {
  title: '登录 – 企业微信模拟器',
  heading: { oauth: (app) => `打开“${app}”`, web: (app) => `登录“${app}”` },
  explain: {
    oauth: '本页代表手机上的企业微信。由谁打开这个应用？',
    web: '本页代表企业微信的扫码页面。无需真的扫码，选择由谁扫码即可。',
  },
  qr: '本次登录的二维码',
  back: (host) => `返回 ${host}`,
  choose: { oauth: '选择身份', web: '选择扫码的人' },
  as: { oauth: '继续，身份为', web: '扫码，身份为' },
  outsiders: '非企业成员',
  notInRange: '不在可见范围',
  busy: '请稍候…',
  done: '已完成，外层页面会继续登录。',
  consent: {
    heading: (app) => `“${app}”申请获取你的信息`,
    explain: (name) => `你是${name}。应用只能看到勾选的信息。30 天后企业微信会再次询问。`,
    fields: {
      avatar: '头像',
      gender: '性别',
      mobile: '手机号',
      email: '个人邮箱',
      biz_mail: '企业邮箱',
      qr_code: '个人二维码',
      address: '地址',
    },
    allow: '同意',
    refuse: '拒绝',
    other: '换一个人',
  },
  refused: {
    heading: '企业微信无法打开此页面',
    reasons: {
      appid: ({ appid }) => `appid 为“${appid}”，不是本模拟器的企业 ID。`,
      agentid: ({ agentid }) => `没有 agentid 为 ${agentid} 的应用。`,
      'agentid-missing': () => '缺少 agentid。',
      'agent-disabled': ({ name }) => `应用“${name}”已停用。`,
      'redirect-missing': () => '缺少 redirect_uri。',
      'redirect-invalid': () => 'redirect_uri 不是以 http:// 或 https:// 开头的地址，请检查是否做了 URL 编码。',
      'redirect-untrusted': ({ host, domain }) =>
        domain
          ? `redirect_uri 指向 ${host}，而应用的可信域名是 ${domain}。域名与端口必须完全一致。`
          : `redirect_uri 指向 ${host}，不是相关应用的可信域名。请在种子数据中设置 redirectDomain。`,
      'response-type': () => 'response_type 必须为 code。',
      scope: ({ scope }) => `scope 为“${scope}”，只能是 snsapi_base 或 snsapi_privateinfo。`,
      state: () => 'state 只能包含字母和数字，最多 128 个。',
      'login-type': ({ loginType }) => `login_type 为“${loginType}”，模拟器仅支持 CorpApp。`,
    },
  },
};
