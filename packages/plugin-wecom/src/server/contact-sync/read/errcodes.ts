import { isWeComApiError } from '@openwecom/client';

const of = (codes: readonly number[]) => (error: unknown) => isWeComApiError(error) && codes.includes(error.errcode);

/** The secret is that of contacts sync, and sees ids alone. */
export const isIdsOnly = of([48002, 48009]);

export const isTooLarge = of([45029]);

/** No such member, or none the secret may see (any more). */
export const isMemberGone = of([46004, 60111, 60011, 40003, 50002, 60021]);

/** No such department, or none the secret may see (any more). */
export const isDepartmentGone = of([60003, 60011]);
