import { randomBytes } from 'node:crypto';
import { errcodeText } from './errcodes';
import type { JsonObject } from './json';
import { Refusal, WrongJsonFormat } from './refusal';

export interface ApiAnswer extends JsonObject {
  errcode: number;
  errmsg: string;
}

/** Answered to what the simulator does not know. Not one of WeCom's codes, so that nobody takes it for one. */
export const NOT_SIMULATED = 999_404;

export function success(fields: JsonObject): ApiAnswer {
  return { errcode: 0, errmsg: 'ok', ...fields };
}

/**
 * An error in WeCom's shape: text, a hint for its support, the caller's address and a link.
 *
 * @param nowMs time of the simulator's clock, part of the hint
 */
export function failure(errcode: number, text: string, caller: string, nowMs: number): ApiAnswer {
  const hint = `${Math.floor(nowMs / 1000)}_${randomBytes(16).toString('hex')}`;
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return { errcode, errmsg: `${text}, hint: [${hint}], from ip: ${caller}, more info at ${more}` };
}

/** What a handler threw, as WeCom would answer it; undefined when it is a mistake of the simulator. */
export function answerFor(error: unknown, caller: string, nowMs: number): ApiAnswer | undefined {
  if (error instanceof Refusal) return { ...failure(error.errcode, refusalText(error), caller, nowMs), ...error.extra };
  if (error instanceof WrongJsonFormat) return { errcode: 0, errmsg: 'ok. Warning: wrong json format. ' };
  return undefined;
}

function refusalText(refusal: Refusal): string {
  return refusal.errcode === NOT_SIMULATED ? refusal.detail : errcodeText(refusal.errcode);
}
