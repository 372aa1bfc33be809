/** WeCom's own web sign-in, the only server its QR panel knows. */
export const WEB_SIGN_IN_ORIGIN = 'https://login.work.weixin.qq.com';

/** Whether the panel can show what this address would; private deployments and simulators are reached by going there. */
export const panelCanShow = (signInUrl: string): boolean =>
  URL.canParse(signInUrl) && new URL(signInUrl).origin === WEB_SIGN_IN_ORIGIN;
