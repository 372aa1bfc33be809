import {
  describeErrcode,
  isWeComApiError,
  isWeComConfigError,
  isWeComHttpError,
  isWeComNetworkError,
  isWeComTimeoutError,
  redact,
} from '@openwecom/client';
import type { Texts } from '../texts';
import { WeComAppError } from './app-error';

/** A failed call, for an administrator to read. */
export interface Failure {
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  remedy?: string;
  /** WeCom's own errcode and text, as its support asks for them. */
  wecomText?: string;
}

/** @returns undefined when the error is not about WeCom or its settings, and so a defect of ours or of the host */
export function describeFailure(error: unknown, { t, language }: Texts): Failure | undefined {
  if (error instanceof WeComAppError) return { meaning: error.describe(t) };
  if (isWeComApiError(error)) {
    const errmsg = redact(error.errmsg);
    const { meaning, remedy } = describeErrcode(error.errcode, language, errmsg);
    return { meaning, remedy, wecomText: `${error.errcode} ${errmsg}` };
  }
  if (isWeComHttpError(error)) {
    return { meaning: t('server.failure.http', { status: error.status }), remedy: t('server.failure.checkAddress') };
  }
  if (isWeComTimeoutError(error)) {
    const seconds = Math.ceil(error.timeoutMs / 1000);
    return { meaning: t('server.failure.timeout', { seconds }), remedy: t('server.failure.checkNetwork') };
  }
  if (isWeComNetworkError(error)) {
    return {
      meaning: t('server.failure.network', { reason: reasonOf(error) }),
      remedy: t('server.failure.checkNetwork'),
    };
  }
  if (isWeComConfigError(error)) return { meaning: error.message };
  return undefined;
}

/** All of a failure in one line. */
export function failureText({ meaning, remedy, wecomText }: Failure, { t }: Texts): string {
  return [meaning, remedy, wecomText && t('server.failure.wecom', { text: wecomText })].filter(Boolean).join(' ');
}

/** Such as ECONNREFUSED: the platform's word, which has no address in it. */
function reasonOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return '—';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
