import type { ErrorType } from '../classification.js';
import { atLeast } from './bounds.js';
import { recentKeys } from './recent-keys.js';

/** When a {@link CircuitBreaker} opens a circuit, and for how long. */
export interface CircuitBreakerOptions {
  /**
   * Failures of one category, with no success among them, that open its circuit. At least 1.
   *
   * @default 5
   */
  readonly failures?: number | undefined;
  /**
   * Milliseconds for which a circuit stays open, and after which one request is let through as a probe. A longer delay
   * stated by the server takes its place. At least 1.
   *
   * @default 30_000
   */
  readonly openMs?: number | undefined;
}

interface Host {
  /** Until when requests are refused; 0 while no circuit is open. */
  openUntil: number;
  failures: Partial<Record<ErrorType, number>>;
}

/** The categories that tell about the host. The others tell about the request or the account. */
const COUNTED: ReadonlySet<ErrorType> = new Set(['rate_limit', 'overloaded', 'network']);

/**
 * A circuit for each host and category, shared by all calls that are given it: after some failures without a success it
 * refuses requests to that host, then lets one through at a time as a probe, and a success closes it. It keeps the
 * 1000 hosts used last.
 *
 * @example
 * const breaker = new CircuitBreaker({ failures: 10 });
 * await retry(operation, { classifier, breaker, key: 'api.example.com' });
 */
export class CircuitBreaker {
  readonly #failures: number;
  readonly #openMs: number;
  readonly #host = recentKeys<Host>(() => ({ openUntil: 0, failures: {} }));

  /** @throws ErrorsError with `ERRORS_BAD_OPTIONS` for an option outside its bounds. */
  constructor({ failures = 5, openMs = 30_000 }: CircuitBreakerOptions = {}) {
    atLeast(1, { failures, openMs });
    this.#failures = failures;
    this.#openMs = openMs;
  }

  /** Until when requests to the host are refused, in epoch milliseconds; 0 when none is. */
  openUntil(host: string): number {
    return this.#host(host).openUntil;
  }

  /** Whether a request may be sent now. The one that is let through after an open time is the probe. */
  admit(host: string, now: number): boolean {
    const state = this.#host(host);
    if (now < state.openUntil) return false;
    // The next probe has to wait, but no longer: one that never reports back blocks nobody for good.
    if (state.openUntil > 0) state.openUntil = now + this.#openMs;
    return true;
  }

  /** Tells the breaker of a success: every circuit of the host closes. */
  succeeded(host: string): void {
    const state = this.#host(host);
    state.openUntil = 0;
    state.failures = {};
  }

  /** Tells the breaker of a failure. `auth`, `quota` and `unknown` do not count: they say nothing about the host. */
  failed(host: string, type: ErrorType, now: number, retryAfterMs: number | null): void {
    if (!COUNTED.has(type)) return;
    const state = this.#host(host);
    const failures = (state.failures[type] ?? 0) + 1;
    state.failures[type] = failures;
    if (failures >= this.#failures) {
      state.openUntil = Math.max(state.openUntil, now + this.#openMs, now + (retryAfterMs ?? 0));
    }
  }
}
