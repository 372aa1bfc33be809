import * as v from 'valibot';
import { WeComHttpError } from '../errors/http-error';
import type { CallApi } from './call-api';

const Answer = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
});

const path = '/cgi-bin/gettoken';

/**
 * Asks WeCom for the access token of a secret.
 *
 * @throws {WeComApiError} 40001 when the secret is wrong, 40013 when the corp id is
 * @see https://developer.work.weixin.qq.com/document/path/91039
 */
export async function getToken(
  callApi: CallApi,
  corpId: string,
  secret: string,
): Promise<v.InferOutput<typeof Answer>> {
  const answer = await callApi<unknown>({ method: 'GET', path, query: { corpid: corpId, corpsecret: secret } });
  const checked = v.safeParse(Answer, answer);
  if (!checked.success) throw new WeComHttpError(path, 200, 'the answer has no access_token or no expires_in');
  return checked.output;
}
