import * as v from 'valibot';

/** A number in an address. */
export const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a whole number'), v.transform(Number));
