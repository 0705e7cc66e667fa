import { sleep, untilAborted } from './abort.js';
import { backoffMs } from './backoff.js';
import { atLeast } from './bounds.js';
import { systemClock } from './clock.js';
import { neverSent } from './never-sent.js';
import type { RetryOptions } from './options.js';
import { RetryError, type RetryAttempt, type RetryErrorCode } from './retry-error.js';
import { tell } from './tell.js';

/** What an operation is called with. */
export interface RetryContext {
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborts with the call; it never does where the call has no signal. Pass it on to `fetch` and the like. */
  readonly signal: AbortSignal;
}

/** Up to which stated delay the classifier calls an error retryable. */
const FIVE_MINUTES = 300_000;

/** How many attempts an error remembers. */
const REMEMBERED = 100;

/**
 * Calls the operation until it succeeds, as long as its errors say that waiting helps.
 *
 * Each wait is at least the delay that the server states, plus a random time on top that grows with the attempts.
 *
 * @throws RetryError with the last error as `cause`, and all attempts, once no further one is made.
 * @throws The signal's reason, or an `AbortError` of the operation, as it is.
 * @throws ErrorsError with `ERRORS_BAD_OPTIONS` for an option outside its bounds.
 * @example
 * const text = await retry(
 *   async ({ signal }) => {
 *     const response = await fetch(url, { signal });
 *     if (!response.ok) throw response;
 *     return response.text();
 *   },
 *   { classifier: new ErrorClassifier(), onAttempt: ({ message }) => console.log(message) },
 * );
 */
export async function retry<T>(
  operation: (context: RetryContext) => T | PromiseLike<T>,
  {
    classifier,
    signal = new AbortController().signal,
    maxAttempts = 20,
    maxElapsedMs = 600_000,
    maxWaitMs = FIVE_MINUTES,
    budget,
    breaker,
    key = '',
    onAttempt,
    idempotent = true,
    random = Math.random,
    clock = systemClock,
  }: RetryOptions,
): Promise<T> {
  atLeast(1, { maxAttempts });
  atLeast(0, { maxElapsedMs, maxWaitMs });
  const attempts: RetryAttempt[] = [];
  const begunAt = clock.now();

  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const startedAt = clock.now();
    if (breaker?.admit(key, startedAt) === false) {
      const message = `Requests to "${key}" are paused.`;
      throw new RetryError('ERRORS_CIRCUIT_OPEN', message, attempts, breaker.openUntil(key));
    }
    let error: unknown;
    try {
      const value = await untilAborted(() => operation({ attempt, signal }), signal);
      breaker?.succeeded(key);
      return value;
    } catch (caught) {
      error = caught;
    }
    signal.throwIfAborted();

    const now = clock.now();
    const classification = classifier.classify(error, { now });
    const { type, retryable, retryAfterMs } = classification;
    if (!retryable && isAbort(error)) throw error;
    breaker?.failed(key, type, now, retryAfterMs);

    const hintMs = retryAfterMs ?? 0;
    const floorMs = Math.max(hintMs, (breaker?.openUntil(key) ?? 0) - now);
    const nextMs = backoffMs(type, attempt, floorMs, random);
    // The classifier refuses every delay above five minutes. Whoever raises `maxWaitMs` overrules that for these two.
    const isLong = hintMs > FIVE_MINUTES && (type === 'rate_limit' || type === 'overloaded');
    const mayRepeat = (retryable || isLong) && (idempotent || neverSent(error, type === 'rate_limit'));
    let code: RetryErrorCode | undefined;
    if (hintMs > maxWaitMs) code = 'ERRORS_WAIT_TOO_LONG';
    else if (!mayRepeat) code = 'ERRORS_NOT_RETRYABLE';
    else if (attempt >= maxAttempts) code = 'ERRORS_ATTEMPTS_EXHAUSTED';
    else if (now - begunAt + nextMs > maxElapsedMs) code = 'ERRORS_TIME_EXHAUSTED';
    // The budget is asked last, so that it only pays for retries that happen.
    else if (budget?.take(key, now) === false) code = 'ERRORS_BUDGET_EXHAUSTED';

    const waitMs = code === undefined ? nextMs : null;
    const message = classifier.messageFor(classification, waitMs);
    const record = {
      attempt,
      startedAt,
      durationMs: now - startedAt,
      error,
      classification,
      waitMs,
      message,
    };
    attempts.push(record);
    if (attempts.length > REMEMBERED) attempts.shift();
    void tell(onAttempt, record);
    if (code !== undefined) {
      throw new RetryError(code, message, attempts, floorMs > 0 ? now + floorMs : null);
    }
    await sleep(nextMs, clock, signal);
  }
}

function isAbort(error: unknown): boolean {
  try {
    return (error as Error).name === 'AbortError';
  } catch {
    // Nothing was thrown, or it cannot be read.
    return false;
  }
}
