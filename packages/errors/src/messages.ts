/**
 * Texts by key. A key is an error type, or a type with `.retrying` for an error that is worth another attempt.
 * `{wait}` in a text stands for the wait before that attempt; until one is scheduled, the text of the type stands in.
 */
export type Messages = Readonly<Record<string, string>>;

/** The built-in texts. */
export const ENGLISH: Messages = {
  rate_limit: 'Rate limited',
  'rate_limit.retrying': 'Rate limited -- retrying in {wait}',
  auth: 'Authentication failed -- check API key',
  quota: 'Usage quota exceeded',
  overloaded: 'Service overloaded',
  'overloaded.retrying': 'Service overloaded -- retrying',
  network: 'Network error -- check connection',
  unknown: 'Unexpected error',
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A length of time of at least a second in its two largest units, rounded up, such as `6m 4s`. */
export function duration(ms: number, locale: string): string {
  let rest = Math.ceil(ms / 1000) || 1;
  return UNITS.flatMap(([unit, seconds]) => {
    const amount = Math.floor(rest / seconds);
    rest %= seconds;
    return amount > 0
      ? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(amount)
      : [];
  })
    .slice(0, 2)
    .join(' ');
}
