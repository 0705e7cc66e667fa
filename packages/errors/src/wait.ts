const SECOND = 1000;

/** A number and its unit; several may follow each other, as in `6m3.2s` and `2 days and 17 hours`. */
const AMOUNT =
  /(?:,| and)? ?(\d{1,9}(?:\.\d+)?) ?(?:(ms|mil\w*)|(s(?:e\w*)?|[秒초])|(m(?:in\w*)?|分)|(h(?:[ro]\w*)?|[小時])|d(?:a\w*)?|天)(?![a-z])/gy;
const UNITS = [1, SECOND, 60 * SECOND, 3600 * SECOND, 86_400 * SECOND];

/** The sum of the amounts that a text starts with; null where it starts with none. */
export function durationOf(text: string): number | null {
  let sum: number | null = null;
  for (const [, amount, ...units] of text.matchAll(AMOUNT)) {
    sum = (sum ?? 0) + Number(amount) * (UNITS.at(units.findIndex(Boolean)) ?? 0);
  }
  return sum;
}

/**
 * The wait that a field states: a number of units, an epoch time in seconds or milliseconds, a duration or a date.
 * A moment that has passed is no wait; a negative number or garbage is no statement.
 */
export function waitOf(value: string, unit: number, now: number): number | null {
  if (/^\d{1,13}(?:\.\d{0,20})?$/.test(value)) {
    const amount = Number(value);
    return amount < 1e9 ? amount * unit : Math.max(0, amount * (amount < 1e11 ? SECOND : 1) - now);
  }
  // Date.parse finds a date in any text that holds a number.
  const moment = /^(?:[a-z]{3}, \d|\d{4}-\d)/i.test(value) ? Date.parse(value) : NaN;
  return moment > 0 ? Math.max(0, moment - now) : durationOf(value);
}
