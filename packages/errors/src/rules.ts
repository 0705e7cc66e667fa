import { tier, type Rule, type When } from './rule.js';
import { find } from './signals.js';
import { ABORT, LOCAL, MONEY, RATE, SYSTEM, TRUST } from './vocabulary.js';

/** The longest wait that is right without a person attending. */
export const ATTENDED = 300_000;
/** A certificate or a proxy that is wrong stays so. */
export const UNTRUSTED = { type: 'network', retryable: false } as const;

/** The error names a reason in these words. */
export const named =
  (words: RegExp): When =>
  (s) =>
    find(s.names, words);

/** The status is one of these, and the text says so too. */
export const answered =
  (statuses: RegExp, words?: RegExp): When =>
  (s) =>
    statuses.test(String(s.status?.value)) &&
    (!words || find(s.texts, words) !== null) &&
    (s.status?.path ?? null);

/** What holds by names and statuses, before prose is looked at. */
export const coreRules: readonly Rule[] = [
  ...tier(800, ['abort', (s) => find([...s.names, ...s.classes], ABORT), 'unknown']),
  ...tier(700, ['money', named(MONEY), 'quota'], ['trust', named(TRUST), UNTRUSTED]),
  ...tier(600, ['rate', named(RATE), 'rate_limit'], ['local', named(LOCAL), 'unknown']),
  ...tier(
    400,
    ['status', answered(/40[13]|498/), 'auth'],
    ['status', answered(/402/), 'quota'],
    ['status', answered(/429/), 'rate_limit'],
    ['status', answered(/407|511/), UNTRUSTED],
    ['status', answered(/408/), 'network'],
    ['status', answered(/50[0234]|52/), 'overloaded'],
    ['status', answered(/\d/), 'unknown'],
    ['system', (s) => find([...s.names, ...s.texts], SYSTEM), 'network'],
  ),
  ...tier(100, ['class', (s) => find(s.classes, /timeout|connect|network/), 'network']),
];
