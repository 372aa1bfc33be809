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
  /** Something has come up in the panel. What it is, the browser does not tell: it may be its own page for what cannot be reached. */
  onShown: () => void;
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
  // The panel's own events come later, with what somebody does: of a code that is waiting to be scanned WeCom's page need not tell.
  const loaded = () => {
    if (!panel.el.contentDocument) options.onShown(); // Readable is only the empty page before WeCom's.
  };
  const told = ({ origin, source }: MessageEvent) => {
    if (origin === WEB_SIGN_IN_ORIGIN && source === panel.el.contentWindow) options.onShown();
  };
  panel.el.addEventListener('load', loaded);
  window.addEventListener('message', told);
  return () => {
    window.removeEventListener('message', told);
    panel.unmount();
  };
}
