import { WeComConfigError } from '../errors/config-error';
import { decodeEncodingAESKey } from './aes';

/** What the admin console calls Token and EncodingAESKey, under "Receive messages". */
export interface CallbackPair {
  /** 1 to 32 letters and digits (document 90930). */
  token: string;
  /** 43 letters and digits (document 90930). */
  encodingAESKey: string;
}

/**
 * One pair, or several: after a change WeCom may go on with the old one for some minutes. The first of `pairs` is the current one.
 */
export type CallbackReceiverOptions = {
  /** The corp id, for a corp's own agent. Some other kinds of application have an empty one. */
  receiveId: string;
} & ((CallbackPair & { pairs?: never }) | { pairs: readonly CallbackPair[]; token?: never; encodingAESKey?: never });

export interface ResolvedPair {
  readonly token: string;
  readonly aesKey: Buffer;
}

const TOKEN = /^[A-Za-z0-9]{1,32}$/;

/** @throws {WeComConfigError} that names every problem and no value */
export function resolvePairs(options: CallbackReceiverOptions): readonly ResolvedPair[] {
  const issues: string[] = [];
  if (typeof options.receiveId !== 'string') {
    issues.push('"receiveId" must be text; for your own agent it is the corp id (Admin console > My company)');
  }
  const given = options.pairs ?? [options];
  if (given.length === 0) issues.push('"pairs" must hold at least one pair of token and encodingAESKey');
  const pairs = given.map((pair, index) => resolvePair(pair, options.pairs ? `pairs[${index}].` : '', issues));
  if (issues.length > 0) throw new WeComConfigError(issues);
  return pairs;
}

function resolvePair({ token, encodingAESKey }: CallbackPair, at: string, issues: string[]): ResolvedPair {
  if (!TOKEN.test(token ?? ''))
    issues.push(`"${at}token" must be 1 to 32 letters and digits, got ${sizeOf(token)}${WHERE}`);
  const aesKey = decodeEncodingAESKey(encodingAESKey ?? '');
  if (aesKey) return { token, aesKey };
  issues.push(`"${at}encodingAESKey" must be 43 letters and digits, got ${sizeOf(encodingAESKey)}${WHERE}`);
  return { token, aesKey: Buffer.alloc(0) };
}

const WHERE = '; copy it from Admin console > App > Receive messages';

const sizeOf = (value: unknown) => {
  if (typeof value !== 'string') return 'none';
  return value.length === 43 ? '43 characters, some of them others' : `${value.length} characters`;
};
