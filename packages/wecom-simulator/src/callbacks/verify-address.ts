import { randomInt } from 'node:crypto';
import type { CallbackAddress } from './callback-address';
import { callReceiver, type Reached } from './call-receiver';
import { seal } from './envelope';
import { signedQuery, withQuery } from './signed-url';

/** Why WeCom does not accept an address. */
export type VerificationProblem =
  | 'no-connection'
  | 'timeout'
  | 'redirect'
  | 'status'
  | 'empty'
  | 'not-decrypted'
  | 'quoted'
  | 'white-space'
  | 'byte-order-mark'
  | 'other-text';

/** What became of checking an address (document 90930). */
export interface Verification {
  ok: boolean;
  /** Milliseconds of the simulator's clock. */
  at: number;
  /** Real milliseconds. */
  durationMs: number;
  /** HTTP status, when there was an answer. */
  status?: number;
  problem?: VerificationProblem;
  /** The problem in English, with what came back. */
  detail?: string;
}

interface VerifyOptions {
  corpId: string;
  nowMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Calls the address with an encrypted text that it has to send back decrypted, bare, and soon. */
export async function verifyAddress(
  { url, token, encodingAESKey }: CallbackAddress,
  { corpId, nowMs, timeoutMs, signal }: VerifyOptions,
): Promise<Verification> {
  const expected = Array.from({ length: 19 }, () => String(randomInt(1, 10))).join('');
  const echostr = seal(expected, encodingAESKey, corpId);
  const called = withQuery(url, { ...signedQuery(token, echostr, nowMs), echostr });
  const reached = await callReceiver(called, timeoutMs, signal);
  const problem = problemOf(reached, expected, echostr);
  return {
    ok: problem === undefined,
    at: nowMs,
    durationMs: reached.durationMs,
    ...(reached.outcome === 'answered' && { status: reached.status }),
    ...(problem && { problem, detail: describe(problem, reached, timeoutMs) }),
  };
}

const BYTE_ORDER_MARK = '\uFEFF';

function problemOf(reached: Reached, expected: string, echostr: string): VerificationProblem | undefined {
  if (reached.outcome !== 'answered') return reached.outcome;
  if (reached.status >= 300 && reached.status < 400) return 'redirect';
  if (reached.status !== 200) return 'status';
  const text = reached.body.toString('utf8');
  if (text === expected) return undefined;
  if (text === '') return 'empty';
  if (text === `${BYTE_ORDER_MARK}${expected}`) return 'byte-order-mark';
  if (text.trim() === expected) return 'white-space';
  if (text.includes(echostr)) return 'not-decrypted';
  return text.includes(expected) ? 'quoted' : 'other-text';
}

function describe(problem: VerificationProblem, reached: Reached, timeoutMs: number): string {
  switch (problem) {
    case 'no-connection':
      return `nobody answers there (${reached.outcome === 'no-connection' ? reached.reason : ''})`;
    case 'timeout':
      return `no complete answer within ${timeoutMs} ms`;
    case 'redirect':
      return `${statusOf(reached)}: redirects are not followed; give the address they lead to`;
    case 'status':
      return `${statusOf(reached)} in place of 200; 4xx is often a wrong Token or EncodingAESKey`;
    case 'empty':
      return 'the answer is empty; it must be the decrypted echostr';
    case 'not-decrypted':
      return 'the answer is the echostr as it came; it must be decrypted';
    case 'quoted':
      return 'the decrypted echostr is there with something around it, such as quotes or JSON; it must stand alone';
    case 'white-space':
      return 'the decrypted echostr is there with white space or a line break around it; it must stand alone';
    case 'byte-order-mark':
      return 'the decrypted echostr is there behind a byte order mark; it must stand alone';
    case 'other-text':
      return `the answer is another text: ${excerptOf(reached)}`;
    default:
      return problem satisfies never;
  }
}

const statusOf = (reached: Reached): string => (reached.outcome === 'answered' ? `HTTP ${reached.status}` : '');

const excerptOf = (reached: Reached): string =>
  reached.outcome === 'answered' ? JSON.stringify(reached.body.toString('utf8', 0, 80)) : '';
