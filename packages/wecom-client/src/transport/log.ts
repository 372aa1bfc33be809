import type { Transformer } from './api-call';
import { redact } from './redact';

/** Where the client tells what it does. `console` fits. Secrets and message contents never reach it. */
export interface WeComLogger {
  debug(message: string, details: Record<string, unknown>): void;
  warn(message: string, details: Record<string, unknown>): void;
}

/** Tells every attempt: `debug` when WeCom accepted it, `warn` when not. */
export function logCalls(logger: WeComLogger, now: () => number): Transformer {
  return (next) => async (request, signal) => {
    const { path } = request;
    const startedAt = now();
    try {
      const response = await next(request, signal);
      const { errcode, errmsg } = response;
      const durationMs = now() - startedAt;
      if (errcode === 0) logger.debug('WeCom answered', { path, errcode, durationMs });
      else logger.warn('WeCom refused', { path, errcode, errmsg: redact(errmsg), durationMs });
      return response;
    } catch (error) {
      const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
      logger.warn('WeCom did not answer', { path, reason, durationMs: now() - startedAt });
      throw error;
    }
  };
}
