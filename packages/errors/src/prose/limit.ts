import { answered } from '../rules.js';
import type { When } from '../rule.js';
import { find, type Finding, type Signals } from '../signals.js';
import { MONEY, RATE } from '../vocabulary.js';
import { MACHINE, MANY, OVER, REQUEST, USAGE } from './vocabulary.js';

/** Whether some allowance is used up, be it of a second or of a month. */
export function isLimited({ status, names, texts }: Signals): boolean {
  const code = status?.value ?? 0;
  const has = (findings: readonly Finding[], ...meanings: readonly RegExp[]): boolean =>
    meanings.some((words) => find(findings, words) !== null);
  return (
    code === 429 ||
    has(names, MANY, RATE, USAGE) ||
    (code < 500 &&
      code !== 404 &&
      (has(texts, MONEY) ||
        (!has([...names, ...texts], REQUEST, MACHINE) &&
          ((!/40[01]|413|42[12]/.test(String(code)) && has(texts, MANY, RATE)) ||
            (has(texts, USAGE) && has(texts, OVER))))))
  );
}

const TOO_LARGE = /request too large|limit:? ([\d,]+).{1,60}?requested:? ~?([\d,]+)/;

/** Some allowance is used up, and more. */
export const limit =
  (when: When): When =>
  (s) =>
    s.limited && when(s);

/** Some allowance is used up, and a text has these words. */
export const limitSaid = (words: RegExp): When => limit((s) => find(s.texts, words));

/** The allowance of such a period is used up. */
export const within = (length: 'short' | 'long'): When =>
  limit((s) => s.window?.value === length && s.window.path);

/** A request that is bigger than the whole allowance: waiting never helps. */
export const oversize: When = (s) => {
  for (const { value, path } of s.texts) {
    const [match, most = '0', asked = '1'] = TOO_LARGE.exec(value) ?? [];
    if (match && Number(asked.replaceAll(',', '')) > Number(most.replaceAll(',', ''))) return path;
  }
  return answered(/413/)(s);
};
