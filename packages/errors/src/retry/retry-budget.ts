import { atLeast } from './bounds.js';
import { recentKeys } from './recent-keys.js';

/** How many retries a {@link RetryBudget} allows. */
export interface RetryBudgetOptions {
  /**
   * Retries of one key that may follow one another at once. At least 1.
   *
   * @default 100
   */
  readonly capacity?: number | undefined;
  /**
   * Retries of one key that come back each second, up to the capacity. At least 0.
   *
   * @default 1
   */
  readonly refillPerSecond?: number | undefined;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * A token bucket of retries for each key, shared by all calls that are given it: once much fails, most calls stop
 * retrying, and the load on the failing service stays near the load without retries. It keeps the 1000 keys used last.
 *
 * @example
 * const budget = new RetryBudget({ capacity: 50, refillPerSecond: 5 });
 * await retry(operation, { classifier, budget, key: 'api.example.com' });
 */
export class RetryBudget {
  readonly #capacity: number;
  readonly #refillPerSecond: number;
  readonly #bucket: (key: string) => Bucket;

  /** @throws ErrorsError with `ERRORS_BAD_OPTIONS` for an option outside its bounds. */
  constructor({ capacity = 100, refillPerSecond = 1 }: RetryBudgetOptions = {}) {
    atLeast(1, { capacity });
    atLeast(0, { refillPerSecond });
    this.#capacity = capacity;
    this.#refillPerSecond = refillPerSecond;
    this.#bucket = recentKeys(() => ({ tokens: capacity, filledAt: 0 }));
  }

  /** Takes one retry and tells whether there was one. */
  take(key: string, now: number): boolean {
    const bucket = this.#bucket(key);
    const refill = (Math.max(0, now - bucket.filledAt) / 1_000) * this.#refillPerSecond;
    bucket.tokens = Math.min(this.#capacity, bucket.tokens + refill);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
