/** What a class does when it opens and closes. */
export interface LifecycleSteps {
  /** Acquires resources. It runs again after a failure, so it leaves nothing half-open behind. */
  open(): Promise<void>;
  /** Releases what `open` acquired. It runs once, and only after a successful `open`. */
  close(): Promise<void>;
  /** The error for a call that comes after `close`. */
  closed(): Error;
}

/**
 * Opens on demand, once; retries a failed open at the next call; on close refuses new work,
 * waits for work in flight, then closes, once.
 */
export class Lifecycle {
  readonly #steps: LifecycleSteps;
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #inFlight = 0;
  #idle: (() => void) | undefined;

  constructor(steps: LifecycleSteps) {
    this.#steps = steps;
  }

  /** Opens unless that has happened; calls that come meanwhile wait for the same attempt. */
  open(): Promise<void> {
    if (this.#closing) return Promise.reject(this.#steps.closed());
    this.#opening ??= this.#steps.open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Runs `work` once open; `close` waits until it has settled. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw this.#steps.closed();
    this.#inFlight += 1;
    try {
      await this.open();
      return await work();
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#idle?.();
    }
  }

  /** Refuses new work at once, then waits and closes. Further calls wait for the same close. */
  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #shut(): Promise<void> {
    // Yielding first lets `#closing` be set, so that work which settles now cannot start more.
    await Promise.resolve();
    if (this.#inFlight > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    const opened = await this.#opening?.then(
      () => true,
      () => false,
    );
    if (opened === true) await this.#steps.close();
  }
}
