import { createAgentApi, type AgentApi } from './api/agent';
import { createDepartmentApi, type DepartmentApi } from './api/department';
import { createMediaApi, type MediaApi } from './api/media';
import { createMessageApi, type MessageApi } from './api/message';
import { createOauthApi, type OauthApi } from './api/oauth';
import { createTagApi, type TagApi } from './api/tag';
import { createUserApi, type UserApi } from './api/user';
import { resolveConfig, type WeComClientOptions } from './config';
import { createAccessTokenProvider, type AccessTokenProvider } from './transport/access-token';
import { accessTokenKey } from './transport/access-token-key';
import { wrap } from './transport/api-call';
import { createCallApi } from './transport/call-api';
import { getToken } from './transport/gettoken';
import { logCalls } from './transport/log';
import { createRequest } from './transport/request';
import { retryWhenBusy } from './transport/retry';
import { withAccessToken } from './transport/with-access-token';

/** The server API for one app of one corp. Make one for each app and keep it: it holds the access token. */
export interface WeComClient {
  readonly message: MessageApi;
  readonly agent: AgentApi;
  readonly user: UserApi;
  readonly department: DepartmentApi;
  readonly tag: TagApi;
  readonly media: MediaApi;
  readonly oauth: OauthApi;
  /** The access token that all calls share. */
  readonly accessToken: AccessTokenProvider;
}

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @throws {WeComConfigError} that names every wrong option
 */
export function createWeComClient(options: WeComClientOptions): WeComClient {
  const config = resolveConfig(options);
  const { corpId, agentId, secret, baseUrl, logger, now, wait } = config;
  const request = createRequest(config);
  const shared = [retryWhenBusy(wait), ...(options.logger ? [logCalls(logger, now)] : [])];

  const callGetToken = createCallApi(wrap(request, shared));
  const accessToken = createAccessTokenProvider({
    key: accessTokenKey({ baseUrl, corpId, secret }),
    store: config.accessTokenStore,
    fetchToken: () => getToken(callGetToken, corpId, secret),
    now,
    logger,
  });

  const callApi = createCallApi(wrap(request, [withAccessToken(accessToken), ...shared]));
  return {
    message: createMessageApi(callApi, agentId),
    agent: createAgentApi(callApi, agentId),
    user: createUserApi(callApi),
    department: createDepartmentApi(callApi),
    tag: createTagApi(callApi),
    media: createMediaApi(callApi),
    oauth: createOauthApi(callApi),
    accessToken,
  };
}
