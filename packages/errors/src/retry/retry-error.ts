import { KeelsonError } from '@keelson/internal-runtime/error';
import type { Classification } from '../classification.js';

/**
 * Why an operation was given up.
 *
 * - `ERRORS_NOT_RETRYABLE`: waiting does not help, or the operation is not idempotent and may have taken effect.
 * - `ERRORS_WAIT_TOO_LONG`: the server named a time further away than `maxWaitMs`. Come back at `retryAt`.
 * - `ERRORS_ATTEMPTS_EXHAUSTED`: `maxAttempts` have failed.
 * - `ERRORS_TIME_EXHAUSTED`: the next wait would end after `maxElapsedMs`.
 * - `ERRORS_BUDGET_EXHAUSTED`: the budget for retries is spent.
 * - `ERRORS_CIRCUIT_OPEN`: the circuit breaker refuses requests to this host until `retryAt`.
 */
export type RetryErrorCode =
  | 'ERRORS_NOT_RETRYABLE'
  | 'ERRORS_WAIT_TOO_LONG'
  | 'ERRORS_ATTEMPTS_EXHAUSTED'
  | 'ERRORS_TIME_EXHAUSTED'
  | 'ERRORS_BUDGET_EXHAUSTED'
  | 'ERRORS_CIRCUIT_OPEN';

/** One failed attempt. */
export interface RetryAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** When the operation was called, in epoch milliseconds. */
  readonly startedAt: number;
  /** How long it took to fail. */
  readonly durationMs: number;
  /** What it threw. */
  readonly error: unknown;
  /** What the classifier made of that. */
  readonly classification: Classification;
  /** How long is waited before the next attempt; null when there is none. */
  readonly waitMs: number | null;
  /** One sentence for people, with a countdown where another attempt follows. */
  readonly message: string;
}

/**
 * The one error that `retry` rejects with when it gives up, whether after one attempt or many.
 *
 * It wraps, so that the verdict and the attempts stand in one typed place for whatever was thrown, a string included,
 * and its message may be shown to people: it holds no text of the error, and no countdown. The last error itself is
 * `cause`, untouched. An abort is not a failure and is not wrapped.
 *
 * @example
 * try {
 *   await retry(operation, { classifier });
 * } catch (error) {
 *   if (!(error instanceof RetryError)) throw error;
 *   show(error.message);
 *   if (error.retryAt !== null) scheduleAt(error.retryAt);
 * }
 */
export class RetryError extends KeelsonError<RetryErrorCode> {
  static override readonly brand: string = '@keelson/errors/RetryError';

  /** The failed attempts, the last at the end. Of more than 100 the first are forgotten. */
  readonly attempts: readonly RetryAttempt[];
  /** From when on another call may succeed, in epoch milliseconds; null when nobody said. */
  readonly retryAt: number | null;

  constructor(
    code: RetryErrorCode,
    message: string,
    attempts: readonly RetryAttempt[] = [],
    retryAt: number | null = null,
  ) {
    const { attempt = 0, error, classification } = attempts.at(-1) ?? {};
    super(code, message, {
      cause: error,
      retryable: retryAt !== null || classification?.retryable,
      details: { attempt, type: classification?.type ?? null, retryAt },
    });
    this.attempts = attempts;
    this.retryAt = retryAt;
  }
}
