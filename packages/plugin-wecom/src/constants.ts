/** Package name; also the namespace of our texts. The host may call the plugin otherwise, so this name is used, never `plugin.name`. */
export const PKG = '@openwecom/plugin-wecom';

/** Type keys start with our own name: the vendor's closed plugin may be installed beside ours, and duplicate keys throw. */
export const AUTH_TYPE = 'openwecom';
export const CHANNEL_TYPE = 'openwecom';
export const SYNC_TYPE = 'openwecom';

/** Server resource with our actions: set-up for administrators, signing in for anybody, linking for who is signed in. */
export const RESOURCE = 'openwecom';

/** Grants the actions of set-up and the member links. Without a slash, or the admin role's `pm.*` would not match it. */
export const SNIPPET = 'pm.openwecom';

/** Grants seeing deliveries with their messages, and what can be done about them. */
export const DELIVERIES_SNIPPET = 'pm.openwecom.deliveries';

/** Links between WeCom members and users of this NocoBase. */
export const LINKS_COLLECTION = 'wecomLinks';

/** What WeCom has told us, until it is handled and for some days after. */
export const CALLBACKS_COLLECTION = 'wecomCallbacks';

/** What is known about each callback address: its keys of yesterday, and when WeCom was last there. */
export const CALLBACK_ENDPOINTS_COLLECTION = 'wecomCallbackEndpoints';

/** Answers of members to template cards. */
export const CARD_REPLIES_COLLECTION = 'wecomCardReplies';

/** What a contact sync knows of each member and department: who it is here, and what was last written. */
export const CONTACTS_COLLECTION = 'wecomContacts';

/** Contact syncs, running and past. */
export const SYNC_RUNS_COLLECTION = 'wecomSyncRuns';

/** Phone numbers and mail addresses WeCom was asked about. */
export const LOOK_UPS_COLLECTION = 'wecomLookUps';

/** Which sign-ins were finished, so that none is finished twice. */
export const USED_STATES_COLLECTION = 'wecomUsedStates';

/** What WeCom's console accepts as Token and EncodingAESKey of message reception (document 90930). */
export const CALLBACK_TOKEN = /^[A-Za-z0-9]{1,32}$/;
export const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

export const DEFAULT_BASE_URL = 'https://qyapi.weixin.qq.com';

/** What is sent, to whom, how it went, and whether an app may send at all. */
export const DELIVERIES_COLLECTION = 'wecomDeliveries';
export const DELIVERY_RECIPIENTS_COLLECTION = 'wecomDeliveryRecipients';
export const DELIVERY_ATTEMPTS_COLLECTION = 'wecomDeliveryAttempts';
export const DELIVERY_QUEUES_COLLECTION = 'wecomDeliveryQueues';
