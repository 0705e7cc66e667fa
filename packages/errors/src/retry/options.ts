import type { ErrorClassifier } from '../error-classifier.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Clock } from './clock.js';
import type { RetryAttempt } from './retry-error.js';
import type { RetryBudget } from './retry-budget.js';

/** What `retry` and `retryStream` can be given. */
export interface RetryOptions {
  /** Tells of each error what it means: an `ErrorClassifier`, or anything with these two methods. */
  readonly classifier: Pick<ErrorClassifier, 'classify' | 'messageFor'>;
  /** Ends the call at once, in a wait and during the operation; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How often the operation is called at most, the first time included. At least 1.
   *
   * @default 20
   */
  readonly maxAttempts?: number | undefined;
  /**
   * Milliseconds after the start beyond which no further attempt begins. One that has begun is not cut short: for that,
   * give `signal` an `AbortSignal.timeout`. At least 0.
   *
   * @default 600_000
   */
  readonly maxElapsedMs?: number | undefined;
  /**
   * The longest delay stated by a server, in milliseconds, that is waited for. A longer one ends the call at once, and
   * the error says when to come back. Above the default, longer delays of limits and overload are waited for too,
   * although the classifier calls them not retryable. At least 0.
   *
   * @default 300_000
   */
  readonly maxWaitMs?: number | undefined;
  /**
   * Limits the retries of all calls that share it.
   *
   * @default none
   */
  readonly budget?: Pick<RetryBudget, 'take'> | undefined;
  /**
   * Stops requests to a host that keeps failing, for all calls that share it.
   *
   * @default none
   */
  readonly breaker?: Pick<CircuitBreaker, 'admit' | 'openUntil' | 'succeeded' | 'failed'> | undefined;
  /**
   * What the budget and the breaker keep apart: usually the host that is called.
   *
   * @default ''
   */
  readonly key?: string | undefined;
  /**
   * Called after each failed attempt, before the wait. What it throws is reported on the console and changes nothing.
   *
   * @default none
   */
  readonly onAttempt?: ((attempt: RetryAttempt) => unknown) | undefined;
  /**
   * Whether the operation may take effect twice. `false` repeats it only where the server certainly did not act on it:
   * a rate limit, a refused connection, an unknown host.
   *
   * @default true
   */
  readonly idempotent?: boolean | undefined;
  /**
   * Gives numbers from 0 up to 1, which spread the waits.
   *
   * @default Math.random
   */
  readonly random?: (() => number) | undefined;
  /**
   * Tells the time and waits.
   *
   * @default the runtime's
   */
  readonly clock?: Clock | undefined;
}
