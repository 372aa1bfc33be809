/** Package name; also the namespace of our texts. The host may call the plugin otherwise, so this name is used, never `plugin.name`. */
export const PKG = '@openwecom/plugin-wecom';

/** Type keys start with our own name: the vendor's closed plugin may be installed beside ours, and duplicate keys throw. */
export const AUTH_TYPE = 'openwecom';
export const CHANNEL_TYPE = 'openwecom';

/** Server resource with the actions `seal`, `confirmBaseUrl` and `check`. */
export const RESOURCE = 'openwecom';

/** Grants the actions above and the member links. Without a slash, or the admin role's `pm.*` would not match it. */
export const SNIPPET = 'pm.openwecom';

/** Links between WeCom members and users of this NocoBase. */
export const LINKS_COLLECTION = 'wecomLinks';

export const DEFAULT_BASE_URL = 'https://qyapi.weixin.qq.com';
