import { ERRCODE } from '../errcodes';
import type { AccessTokenProvider } from './access-token';
import type { ApiRequest, Transformer } from './api-call';

/** Adds the access token. When WeCom refuses it (40014, 42001), the call is made once more with a new one. */
export function withAccessToken(tokens: AccessTokenProvider): Transformer {
  return (next) => async (request, signal) => {
    const token = await tokens.get(signal);
    const response = await next(carrying(request, token), signal);
    if (response.errcode !== ERRCODE.INVALID_ACCESS_TOKEN && response.errcode !== ERRCODE.ACCESS_TOKEN_EXPIRED) {
      return response;
    }
    tokens.invalidate(token);
    return next(carrying(request, await tokens.get(signal)), signal);
  };
}

function carrying(request: ApiRequest, token: string): ApiRequest {
  // Every call passes here, and V8 copies several times faster this way than with a spread.
  return Object.assign({}, request, { query: { access_token: token, ...request.query } });
}
