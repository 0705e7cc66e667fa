import type { ErrorClassifier, ErrorType } from '@keelson/errors';

/** An error with its label, as the corpus and the lists give it. */
export interface Expectation {
  readonly error: unknown;
  readonly type: ErrorType;
  readonly retryable?: boolean | undefined;
  readonly wait?: number | undefined;
  readonly now?: string | undefined;
}

/** What a verdict got right. */
export interface Score {
  readonly type: ErrorType;
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

/** Compares a verdict with the label. */
export function scoreOf(classifier: ErrorClassifier, expected: Expectation): Score {
  const now = expected.now === undefined ? undefined : Date.parse(expected.now);
  const { type, retryable, retryAfterMs } = classifier.classify(expected.error, { now });
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
  readonly hints: number;
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
  const lasting = scores.filter(({ expected }) => !(expected.retryable ?? retriedByDefault(expected.type)));
  const passing = scores.filter(({ expected }) => expected.retryable ?? retriedByDefault(expected.type));
  return {
    accuracy: share(scores, ({ right }) => right),
    macroF1: f1.reduce((sum, each) => sum + each, 0) / f1.length,
    hints: share(scores, ({ hint }) => hint),
    falseRetries: share(lasting, ({ falseRetry }) => falseRetry),
    missedRetries: share(passing, ({ missedRetry }) => missedRetry),
  };
}
