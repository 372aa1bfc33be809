import type { Locale } from '@openwecom/message-view';

/** To the second; with the date when it is not today. */
export function operatorTime(at: number, now: number, locale: Locale): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(today ? {} : { month: '2-digit', day: '2-digit' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}
