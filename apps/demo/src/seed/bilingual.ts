/**
 * A title both interface languages can read. NocoBase translates the words of its plugins, not those of the data an
 * administrator makes, and the demo's data is made once for everybody.
 */
export const bilingual = (zh: string, en: string): string => `${zh} ${en}`;
