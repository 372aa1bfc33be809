/** Package name; also the namespace of our texts. The host may call the plugin otherwise, so this name is used, never `plugin.name`. */
export const PKG = '@openwecom/plugin-wecom';

/** Type keys start with our own name: the vendor's closed plugin may be installed beside ours, and duplicate keys throw. */
export const AUTH_TYPE = 'openwecom';
export const CHANNEL_TYPE = 'openwecom';

/** Server resource with our actions: set-up for administrators, signing in for anybody, linking for who is signed in. */
export const RESOURCE = 'openwecom';

/** Grants the actions of set-up and the member links. Without a slash, or the admin role's `pm.*` would not match it. */
export const SNIPPET = 'pm.openwecom';

/** Links between WeCom members and users of this NocoBase. */
export const LINKS_COLLECTION = 'wecomLinks';

/** Which sign-ins were finished, so that none is finished twice. */
export const USED_STATES_COLLECTION = 'wecomUsedStates';

export const DEFAULT_BASE_URL = 'https://qyapi.weixin.qq.com';
