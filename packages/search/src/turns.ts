const STRETCH_MS = 2;

/** Lets long work on this thread give way to everything else that waits for the event loop. */
export class Turns {
  #resumed = performance.now();

  /** Whether the work has lasted long enough to give way. */
  get isOver(): boolean {
    return performance.now() - this.#resumed > STRETCH_MS;
  }

  /** Goes on in a later turn of the event loop. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#resumed = performance.now();
  }
}
