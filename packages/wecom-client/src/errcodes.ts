import { errcodeTable, type ErrcodeClass, type Locale } from './errors/errcode-table';
import { parseErrmsg } from './errors/errmsg';

export type { ErrcodeClass, Locale };

/** The codes this package acts on. */
export const ERRCODE = {
  OK: 0,
  SYSTEM_BUSY: -1,
  INVALID_ACCESS_TOKEN: 40014,
  ACCESS_TOKEN_EXPIRED: 42001,
  CALLER_IP_NOT_TRUSTED: 60020,
} as const;

/** What an errcode means and what to do about it, in one language. */
export interface ErrcodeDescription {
  errcode: number;
  /** False for codes that are not in the table; they count as permanent. */
  known: boolean;
  class: ErrcodeClass;
  /** A sentence. For an unknown code it holds WeCom's own text. */
  meaning: string;
  /** One or two sentences. */
  remedy: string;
  /** What WeCom's support asks for, when `errmsg` has it. */
  hint?: string;
  /** The address WeCom saw the call come from, when `errmsg` has it. */
  callerIp?: string;
}

/**
 * Describes an errcode, as it stands in an error: 0 is a request that WeCom accepted and did not understand.
 *
 * @param errmsg WeCom's text, from which hint and address are taken: 60020 needs it to name the address to trust
 * @see https://developer.work.weixin.qq.com/document/path/90313
 */
export function describeErrcode(errcode: number, locale: Locale, errmsg = ''): ErrcodeDescription {
  const { hint, callerIp } = parseErrmsg(errmsg);
  const details = { ...(hint && { hint }), ...(callerIp && { callerIp }) };
  const entry = errcodeTable.get(errcode);
  if (!entry) return { errcode, known: false, class: 'permanent', ...unknown(errcode, locale, errmsg), ...details };
  const remedy = errcode === ERRCODE.CALLER_IP_NOT_TRUSTED && callerIp ? trust(callerIp, locale) : entry.remedy[locale];
  return { errcode, known: true, class: entry.class, meaning: entry.meaning[locale], remedy, ...details };
}

function trust(address: string, locale: Locale): string {
  return locale === 'zh-CN'
    ? `在管理后台打开该应用，把 ${address} 加入“企业可信IP”，约一分钟后生效。`
    : `In the admin console open the app and add ${address} to "Trusted enterprise IP" (企业可信IP); it takes about a minute.`;
}

function unknown(errcode: number, locale: Locale, errmsg: string): { meaning: string; remedy: string } {
  const text = errmsg || '—';
  return locale === 'zh-CN'
    ? {
        meaning: `未收录的错误码 ${errcode}：${text}`,
        remedy: '请按企业微信给出的说明处理，必要时把 hint 提供给企业微信客服。',
      }
    : {
        meaning: `Error code ${errcode} is not in our table: ${text}`,
        remedy: "Follow WeCom's own text; its support asks for the hint in it.",
      };
}
