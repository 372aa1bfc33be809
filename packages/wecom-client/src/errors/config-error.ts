import { hasCode, WeComError } from './wecom-error';

/** Options or parameters are wrong. Nothing was sent. */
export class WeComConfigError extends WeComError {
  override readonly name = 'WeComConfigError';
  readonly code = 'ERR_WECOM_CONFIG';
  /** Every problem, not only the first: which option, what is wrong, what to do. Never holds the value of a secret. */
  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super(issues.join('\n'));
    this.issues = issues;
  }
}

export function isWeComConfigError(error: unknown): error is WeComConfigError {
  return hasCode(error, 'ERR_WECOM_CONFIG');
}
