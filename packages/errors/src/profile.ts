import type { Rule, Verdict } from './rule.js';
import { find, type Signals } from './signals.js';

/** Words and what they mean; the first that match decide. */
export type Meanings = readonly (readonly [words: RegExp, verdict: Verdict])[];

/**
 * What one provider says in its own way, as data. It is read only where the provider is recognised, and so cannot
 * change what the errors of another mean.
 */
export interface Profile {
  /** What `provider` of a classification says. */
  readonly id: string;
  /**
   * Recognises the provider among the names of headers and all strings of the error, in lower case.
   *
   * @default the id stands somewhere in them
   */
  readonly detect?: RegExp | undefined;
  /** Patterns of codes, in lower case. @default [] */
  readonly codes?: Meanings | undefined;
  /** Patterns of named reasons, in lower case with a space between words. @default [] */
  readonly reasons?: Meanings | undefined;
  /** Patterns of messages and bodies, in lower case; they outrank the status. @default [] */
  readonly text?: Meanings | undefined;
}

/** What holds for the errors of all providers. */
export interface Grammar extends Profile {
  readonly rules: readonly Rule[];
  /** Reads further signals out of those that are there. */
  readonly read: (signals: Signals) => Partial<Signals>;
}

/** The rules of a profile. Its rate limits are asked last: a long window makes a quota of them. */
export function profileRules({
  id,
  codes = [],
  reasons = [],
  text = [],
  rules = [],
}: Profile & Partial<Grammar>): readonly Rule[] {
  const within =
    (passage: 'names' | 'texts') =>
    ([words, then]: Meanings[number]): Rule => ({
      id,
      when: (s) => s.providers.includes(id) && find(s[passage], words),
      then,
      priority: then === 'rate_limit' ? 650 : 750,
    });
  return [...[...codes, ...reasons].map(within('names')), ...text.map(within('texts')), ...rules];
}
