import {
  ColorScheme,
  createWWLoginPanel,
  WWLoginLangType,
  WWLoginPanelSizeType,
  WWLoginRedirectType,
  WWLoginType,
} from '@wecom/jssdk';
import { WEB_SIGN_IN_ORIGIN } from './panel-origin';
import type { Start } from './sign-in-api';

interface PanelOptions {
  params: Start['panel'];
  language: 'zh' | 'en';
  dark: boolean;
  small: boolean;
  onCode: (code: string) => void;
  onFail: (reason: string) => void;
  /** WeCom's page inside the panel has come up. */
  onAlive: () => void;
}

/** Puts WeCom's QR panel into an element. @returns what takes it away again */
export function mountPanel(el: HTMLElement, options: PanelOptions): () => void {
  const panel = createWWLoginPanel({
    el,
    params: {
      ...options.params,
      login_type: WWLoginType.corpApp,
      redirect_type: WWLoginRedirectType.callback,
      panel_size: options.small ? WWLoginPanelSizeType.small : WWLoginPanelSizeType.middle,
      lang: options.language === 'zh' ? WWLoginLangType.zh : WWLoginLangType.en,
      color_scheme: options.dark ? ColorScheme.Dark : ColorScheme.Light,
    },
    onLoginSuccess: ({ code }) => options.onCode(code),
    onLoginFail: ({ errCode, errMsg }) => options.onFail([errMsg, errCode].filter(Boolean).join(' ')),
  });
  panel.el.title = 'WeCom';
  const listen = ({ origin, source }: MessageEvent) => {
    if (origin === WEB_SIGN_IN_ORIGIN && source === panel.el.contentWindow) options.onAlive();
  };
  window.addEventListener('message', listen);
  return () => {
    window.removeEventListener('message', listen);
    panel.unmount();
  };
}
