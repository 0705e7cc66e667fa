const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const dayAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const timeOfDay = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** The time of day of a message; nothing where it is not known. */
export function clock(time: number): string {
  return time === 0 ? '' : timeOfDay.format(time);
}

/** From when to when a session went: "Nov 3, 2026, 2:10 – 4:05 PM". */
export function span(start: number | null, end: number | null): string {
  if (start === null || end === null) return '';
  return dayAndTime.formatRange(start, end);
}

export function dayOf(time: number): string {
  return time === 0 ? '' : day.format(time);
}
