import {
  WeComApiError,
  WeComConfigError,
  WeComHttpError,
  WeComNetworkError,
  WeComTimeoutError,
} from '@openwecom/client';
import { describe, expect, it } from 'vitest';

import { readFailure } from '../../delivery/failure';
import { describeProblem } from '../../delivery/problem-text';
import { textsIn } from '../../test-host/texts';
import { WeComAppError } from '../app-error';
import { callProblemOf } from '../call-problem';
import { describeFailure } from '../failure';

const texts = textsIn('en-US');
const SEND = '/cgi-bin/message/send';

const network = (cause: unknown) => new WeComNetworkError(SEND, { cause, beforeSending: false });
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('why a call did not work', () => {
  it.each([
    ['a refusal', new WeComApiError(SEND, 60020, 'not allow to access, from ip: 203.0.113.9, more')],
    ['no answer of WeCom', new WeComHttpError(SEND, 502, 'no JSON')],
    ['no answer in time', new WeComTimeoutError(SEND, 15_000)],
    ['no connection', network(new TypeError('fetch failed', { cause: refused }))],
  ])('is told the same at once and after it was written down: %s', (_, error) => {
    const written = JSON.parse(JSON.stringify(readFailure(error))) as ReturnType<typeof readFailure>;
    expect(describeFailure(error, texts)).toEqual(describeProblem(written.problem, texts));
    expect(describeFailure(error, texts)?.remedy).toMatch(/\w/);
  });

  it("is the platform's word wherever it stands among the causes", () => {
    expect(callProblemOf(network(new TypeError('fetch failed', { cause: refused })))).toMatchObject({
      reason: 'ECONNREFUSED',
    });
    const redirected = new TypeError('fetch failed', { cause: new Error('the answer is a redirect') });
    expect(callProblemOf(network(redirected))).toMatchObject({ reason: 'the answer is a redirect' });
    expect(callProblemOf(network('no error'))).toMatchObject({ reason: '—' });
  });

  it('may be the settings, or nothing of WeCom', () => {
    expect(describeFailure(new WeComAppError('gone', { name: 'wecom' }), texts)?.meaning).toContain('wecom');
    expect(describeFailure(new WeComConfigError(['"corpId" is missing']), texts)?.meaning).toContain('corpId');
    expect(describeFailure(new TypeError('a defect'), texts)).toBeUndefined();
  });
});
