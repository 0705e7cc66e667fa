import type { Classification, ErrorType } from '@keelson/errors';
import type { RetryOptions } from '@keelson/errors/retry';

/** An error that states its own verdict, so that tests of the executor need no classifier. */
export class Verdict extends Error {
  readonly type: ErrorType;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    type: ErrorType,
    {
      retryAfterMs = null,
      retryable = ['rate_limit', 'overloaded', 'network'].includes(type),
    }: { retryAfterMs?: number | null; retryable?: boolean } = {},
  ) {
    super(type);
    this.type = type;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Believes what a {@link Verdict} says. Anything else is unknown and not retried. */
export const obedient: RetryOptions['classifier'] = {
  classify(error): Classification {
    const { type, retryable, retryAfterMs } = error instanceof Verdict ? error : new Verdict('unknown');
    const empty = { messageKey: type, params: {}, provider: null, confidence: 1, evidence: [] };
    return { type, retryable, retryAfterMs, message: type, ...empty };
  },
  messageFor: ({ type }, waitMs) => (waitMs === null ? type : `${type}, again in ${waitMs} ms`),
};

/** An operation that throws each of the errors in turn, then succeeds; without a `then`, the last for ever. */
export function failing(errors: readonly unknown[], then?: string): () => Promise<string> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls > errors.length && then !== undefined) return then;
    throw errors[Math.min(calls, errors.length) - 1];
  };
}
