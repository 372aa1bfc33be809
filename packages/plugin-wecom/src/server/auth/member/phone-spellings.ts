/**
 * How a phone number may be written in NocoBase. WeCom writes numbers of mainland China without a country code and others as
 * `+886 912345678`; people write them as they like.
 */
export function phoneSpellings(mobile: string): string[] {
  const compact = mobile.replace(/[\s()-]/g, '');
  const mainland = /^(?:\+?86)?(1\d{10})$/.exec(compact)?.[1];
  if (!mainland) return [...new Set([mobile, compact])];
  return [mainland, `+86${mainland}`, `86${mainland}`, `+86 ${mainland}`, `+86-${mainland}`];
}
