/** Lets only the latest search of each search box go on. */
export class LatestInput {
  readonly #running = new Map<string, AbortController>();

  /** Aborts the earlier search of this box, then runs one with a signal that a later one, or its own signal, aborts. */
  async run<Result>(
    input: string,
    signal: AbortSignal | undefined,
    search: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    this.#running.get(input)?.abort(new Error('A later search of the same input took its place.'));
    const controller = new AbortController();
    this.#running.set(input, controller);
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      return await search(controller.signal);
    } finally {
      signal?.removeEventListener('abort', abort);
      if (this.#running.get(input) === controller) this.#running.delete(input);
    }
  }
}
