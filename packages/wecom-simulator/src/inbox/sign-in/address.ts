import type { Locale } from '@openwecom/message-view';
import type { PageName } from './sign-in-api';

/** Both pages are one: the address says which. */
export function pageOf(pathname: string): PageName {
  return pathname.includes('/wwlogin/') ? 'web' : 'oauth';
}

/** The language the address asks for, as on WeCom's QR page. */
export function localeOf(query: string): Locale | undefined {
  switch (new URLSearchParams(query).get('lang')) {
    case 'zh':
      return 'zh-CN';
    case 'en':
      return 'en-US';
    default:
      return undefined;
  }
}
