import type { ErrorClassifier, ErrorType } from '@keelson/errors';

/** An error with its label, as the corpus and the lists give it. */
export interface Expectation {
  readonly error: unknown;
  readonly type: ErrorType;
  readonly retryable?: boolean | undefined;
  readonly wait?: number | undefined;
  readonly now?: string | undefined;
}

/** What was made of an error, by the classifier or by an alternative. */
export interface Verdict {
  /** Null where an alternative has no types, not even implied ones. */
  readonly type: ErrorType | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}

/** What a verdict got right. */
export interface Score {
  readonly type: ErrorType | null;
  readonly right: boolean;
  /** It is retried although it must not be. */
  readonly falseRetry: boolean;
  /** It is not retried although it should be. */
  readonly missedRetry: boolean;
  /** The delay is the stated one, within a second or two per cent. */
  readonly hint: boolean;
}

/** Whether an error of this type is retried unless something says otherwise. */
export function retriedByDefault(type: ErrorType): boolean {
  return ['rate_limit', 'overloaded', 'network'].includes(type);
}

/** What the classifier makes of an error when it was seen, compared with the label. */
export function scoreOfClassifier(classifier: ErrorClassifier, expected: Expectation): Score {
  const now = expected.now === undefined ? undefined : Date.parse(expected.now);
  return scoreOf(classifier.classify(expected.error, { now }), expected);
}

/** Compares a verdict with the label. */
export function scoreOf({ type, retryable, retryAfterMs }: Verdict, expected: Expectation): Score {
  const wanted = expected.retryable ?? retriedByDefault(expected.type);
  const tolerance = Math.max(1000, (expected.wait ?? 0) * 0.02);
  const distance = Math.abs((retryAfterMs ?? Infinity) - (expected.wait ?? Infinity));
  return {
    type,
    right: type === expected.type,
    falseRetry: retryable && !wanted,
    missedRetry: !retryable && wanted,
    hint: Number.isNaN(distance) || distance <= tolerance,
  };
}

/** Fractions over many scores. */
export function summary(scores: readonly (Score & { readonly expected: Expectation })[]): {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Of all errors: none is read where none is stated, either. */
  readonly hints: number;
  /** Of the errors that state a delay. */
  readonly delaysRead: number;
  readonly falseRetries: number;
  readonly missedRetries: number;
} {
  const share = (all: readonly Score[], test: (score: Score) => boolean) =>
    all.filter(test).length / Math.max(1, all.length);
  const types = [...new Set(scores.flatMap(({ type, expected }) => [type, expected.type]))];
  const f1 = types.map((type) => {
    const given = scores.filter((score) => score.type === type);
    const due = scores.filter(({ expected }) => expected.type === type);
    return (2 * given.filter(({ right }) => right).length) / (given.length + due.length);
  });
  const stated = scores.filter(({ expected }) => expected.wait !== undefined);
  const lasting = scores.filter(({ expected }) => !(expected.retryable ?? retriedByDefault(expected.type)));
  const passing = scores.filter(({ expected }) => expected.retryable ?? retriedByDefault(expected.type));
  return {
    accuracy: share(scores, ({ right }) => right),
    macroF1: f1.reduce((sum, each) => sum + each, 0) / f1.length,
    hints: share(scores, ({ hint }) => hint),
    delaysRead: share(stated, ({ hint }) => hint),
    falseRetries: share(lasting, ({ falseRetry }) => falseRetry),
    missedRetries: share(passing, ({ missedRetry }) => missedRetry),
  };
}
