import { WeComApiError } from '../errors/api-error';
import type { ApiCall, ApiRequest } from './api-call';
import { redact } from './redact';

/** Makes a call and resolves with the fields of its answer, without `errcode` and `errmsg`. */
export type CallApi = <Answer>(request: ApiRequest, signal?: AbortSignal) => Promise<Answer>;

/**
 * The last step of every call, and the only place where an errcode becomes an exception.
 *
 * WeCom may accept a request it could not parse, with errcode 0 and a warning in `errmsg`. Such a call did not do what it should,
 * so it is raised too, as errcode 0.
 */
export function createCallApi(call: ApiCall): CallApi {
  return async <Answer>(request: ApiRequest, signal?: AbortSignal) => {
    const { errcode, errmsg, ...answer } = await call(request, signal);
    if (errcode !== 0 || /warning: wrong json format/i.test(errmsg)) {
      throw new WeComApiError(request.path, errcode, redact(errmsg));
    }
    return answer as Answer;
  };
}
