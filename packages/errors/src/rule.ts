import type { ErrorType } from './classification.js';
import type { Signals } from './signals.js';

/** What a rule concludes. `retryable` is given where it differs from what the type has by default. */
export type Verdict = ErrorType | { readonly type: ErrorType; readonly retryable: boolean };

/** Says whether a rule applies: the path of what was seen, or true, where it does; null or false where not. */
export type When = (signals: Signals) => string | boolean | null;

/** One step of a decision: the first rule that applies decides. */
export interface Rule {
  /** Stands in the evidence. */
  readonly id: string;
  readonly when: When;
  readonly then: Verdict;
  /**
   * Rules with a higher one are asked first. Built-in rules have 900 (quotations), 800 (aborts), 700 (reasons and
   * windows that decide), 600 (other reasons), 400 (statuses and system codes), 300 (prose), 100 (classes).
   */
  readonly priority: number;
}

/** What a rule looks for and what it means. */
export type Row = readonly [id: string, when: When, then: Verdict];

/** Rules of one priority, in the order in which they are asked. */
export function tier(priority: number, ...rows: readonly Row[]): readonly Rule[] {
  return rows.map(([id, when, then]) => ({ priority, id, when, then }));
}
