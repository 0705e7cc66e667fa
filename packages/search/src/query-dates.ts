const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?$/;
const AGO = /^(\d{1,4})([hdwm])$/;

/**
 * The instant that somebody means, or null if it is no date: the first of `2026`, `2026-03`, `2026-03-14`, `today` and
 * `yesterday` in local time; an ISO 8601 time; so many hours, days, weeks or months ago as in `12h`, `7d`, `2w`, `3m`.
 *
 * @param now Epoch milliseconds.
 */
export function parseDate(text: string, now: number): number | null {
  const word = text.toLowerCase();
  if (word === 'today') return daysAgo(0, now).setHours(0, 0, 0, 0);
  if (word === 'yesterday') return daysAgo(1, now).setHours(0, 0, 0, 0);
  const [, count, unit] = AGO.exec(word) ?? [];
  if (count !== undefined) return ago(Number(count), unit, now);
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year !== undefined) return firstInstant(Number(year), Number(month ?? 1), Number(day ?? 1));
  const time = TIME.exec(text.toUpperCase());
  if (time === null || firstInstant(Number(time[1]), Number(time[2]), Number(time[3])) === null) return null;
  const instant = Date.parse(time[0]);
  return Number.isNaN(instant) ? null : instant;
}

/** Null where the calendar has no such day; JavaScript would take the next that it has. */
function firstInstant(year: number, month: number, day: number): number | null {
  const date = new Date(year, month - 1, day);
  const exists = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return exists ? date.getTime() : null;
}

function ago(count: number, unit: string | undefined, now: number): number {
  if (unit === 'h') return now - count * 3_600_000;
  if (unit === 'd') return daysAgo(count, now).getTime();
  if (unit === 'w') return daysAgo(7 * count, now).getTime();
  const date = new Date(now);
  const day = date.getDate();
  date.setMonth(date.getMonth() - count);
  // A month before March 31 is the end of February, not March 3.
  if (date.getDate() !== day) date.setDate(0);
  return date.getTime();
}

/** The same time of an earlier day, whichever clock changes lie between. */
function daysAgo(days: number, now: number): Date {
  const date = new Date(now);
  date.setDate(date.getDate() - days);
  return date;
}
