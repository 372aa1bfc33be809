import type { Locale } from '@openwecom/message-view';

const DAY_MS = 86_400_000;

/** A time as a chat shows it: 09:05 today, "Yesterday 09:05", else with the date; with the year when it is another one. */
export function messageTime(at: number, now: number, locale: Locale, yesterday: string): string {
  const time = clockTime(at, locale);
  if (isSameDay(at, now)) return time;
  if (isSameDay(at, now - DAY_MS)) return `${yesterday} ${time}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
  return `${date} ${time}`;
}

export const clockTime = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
