/** Stable names of everything this package throws; they never change, messages may. */
export type WeComErrorCode =
  | 'ERR_WECOM_CONFIG'
  | 'ERR_WECOM_API'
  | 'ERR_WECOM_HTTP'
  | 'ERR_WECOM_NETWORK'
  | 'ERR_WECOM_TIMEOUT'
  | 'ERR_WECOM_CALLBACK';

/** What all errors of this package have in common; never thrown itself. */
export abstract class WeComError extends Error {
  abstract readonly code: WeComErrorCode;
}

const codes: Record<WeComErrorCode, true> = {
  ERR_WECOM_CONFIG: true,
  ERR_WECOM_API: true,
  ERR_WECOM_HTTP: true,
  ERR_WECOM_NETWORK: true,
  ERR_WECOM_TIMEOUT: true,
  ERR_WECOM_CALLBACK: true,
};

/** Whether `error` comes from this package. Holds across copies of the package too, where `instanceof` does not. */
export function isWeComError(error: unknown): error is WeComError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(codes, error.code)
  );
}

/** The guard of one class, by its code. */
export function hasCode(error: unknown, code: WeComErrorCode): boolean {
  return isWeComError(error) && error.code === code;
}
