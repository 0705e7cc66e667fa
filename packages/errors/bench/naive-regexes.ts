import type { ErrorType } from '../src/index.js';

/** What hosts write in an afternoon, in the order in which they try it. */
const PATTERNS: readonly (readonly [ErrorType, RegExp])[] = [
  ['rate_limit', /rate.?limit|too many requests|429/i],
  ['auth', /unauthorized|invalid.{0,3}api.?key|authentication|forbidden|40[13]/i],
  ['quota', /quota|billing|credit|402/i],
  ['overloaded', /overloaded|unavailable|50[0234]|529/i],
  ['network', /network|ECONN|ENOTFOUND|ETIMEDOUT|timeout|fetch failed|socket/i],
];

export function naiveType(text: string): ErrorType {
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}

export function naiveDelayMs(text: string): number | null {
  const seconds = /(?:retry|try again).{0,20}?(\d+(?:\.\d+)?) ?s/i.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}
