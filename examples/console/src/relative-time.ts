const UNITS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const long = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const short = new Intl.RelativeTimeFormat('en', { style: 'narrow' });

/** How long ago a time is: "3 days ago", "just now"; nothing for a time that is not known. */
export function relativeTime(time: number | null, now: number = Date.now(), format = long): string {
  if (time === null || time === 0) return '';
  const difference = time - now;
  for (const [unit, length] of UNITS) {
    if (Math.abs(difference) >= length) return format.format(Math.trunc(difference / length), unit);
  }
  return 'just now';
}

/** The same in a few characters: "3d ago". */
export function shortRelativeTime(time: number | null): string {
  return relativeTime(time, Date.now(), short);
}
