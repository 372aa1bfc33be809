// Client
export { createWeComClient } from './client';
export type { WeComClient } from './client';
export type { WeComClientOptions } from './config';

// Messages, also at `@openwecom/client/messages` for browsers
export * from './messages/index';
export { prepareMessage } from './api/message';
export type { MessageApi, MessageEnvelope, SendMessageAnswer, SendMessageParams } from './api/message';
export type { RecipientIds, Recipients } from './api/recipients';
export type {
  CardReceivers,
  ReplacedButton,
  ReplacedCard,
  UpdatedCard,
  UpdateTemplateCardAnswer,
  UpdateTemplateCardParams,
} from './api/update-template-card';

// Reading contacts and the app
export type { Agent, AgentApi } from './api/agent';
export type { Member, SimpleMember, UserApi } from './api/user';
export type { Department, DepartmentApi, DepartmentNode } from './api/department';
export type { Tag, TagApi, TagContent } from './api/tag';

// Signing in
export { oauthUrl, webSignInUrl } from './sign-in-urls';
export type { OauthUrlParams, SignInUrlParams, WebSignInUrlParams } from './sign-in-urls';
export type { OauthApi, UserDetail, UserInfo } from './api/oauth';

// Media
export type { MediaApi, MediaType, UploadMediaAnswer, UploadMediaParams } from './api/media';

// Callbacks: what WeCom sends to us
export * from './callback/index';

// Errors
export { isWeComError, WeComError } from './errors/wecom-error';
export type { WeComErrorCode } from './errors/wecom-error';
export { isWeComConfigError, WeComConfigError } from './errors/config-error';
export { isWeComApiError, WeComApiError } from './errors/api-error';
export { isWeComHttpError, WeComHttpError } from './errors/http-error';
export { isWeComNetworkError, WeComNetworkError } from './errors/network-error';
export type { WeComNetworkErrorOptions } from './errors/network-error';
export { isWeComTimeoutError, WeComTimeoutError } from './errors/timeout-error';
export { isWeComCallbackError, WeComCallbackError } from './errors/callback-error';
export type { WeComCallbackErrorReason } from './errors/callback-error';
export { mayHaveArrived } from './errors/may-have-arrived';
export { describeErrcode, ERRCODE } from './errcodes';
export type { ErrcodeClass, ErrcodeDescription, Locale } from './errcodes';
export { parseErrmsg } from './errors/errmsg';
export type { ErrmsgParts } from './errors/errmsg';

// For those who share access tokens, turn the clock or write logs
export { createMemoryAccessTokenStore } from './transport/access-token-store';
export type { AccessTokenStore, StoredAccessToken } from './transport/access-token-store';
export type { AccessTokenProvider } from './transport/access-token';
export type { CallOptions } from './api/call-options';
export type { Wait } from './transport/wait';
export type { WeComLogger } from './transport/log';
export { redact } from './transport/redact';
