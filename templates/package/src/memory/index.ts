import type { SampleAdapter, SampleQuery, SampleRecord } from '../adapter.js';
import { SampleError } from '../errors.js';

/** Keeps values in this process, for tests and for hosts that need no persistence. */
export function memorySampleAdapter(): SampleAdapter {
  return new MemorySampleAdapter();
}

class MemorySampleAdapter implements SampleAdapter {
  readonly name = 'memory';
  readonly #values = new Map<string, string>();
  #isOpen = false;

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async put(records: readonly SampleRecord[]): Promise<void> {
    this.#assertOpen();
    for (const { name, value } of records) this.#values.set(name, value);
  }

  async get(names: readonly string[]): Promise<readonly SampleRecord[]> {
    this.#assertOpen();
    return names.flatMap((name) => {
      const value = this.#values.get(name);
      return value === undefined ? [] : [{ name, value }];
    });
  }

  async list({ after, limit }: SampleQuery): Promise<readonly SampleRecord[]> {
    this.#assertOpen();
    const names = [...this.#values.keys()].filter((name) => after === null || name > after).toSorted();
    return this.get(names.slice(0, limit));
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #assertOpen(): void {
    if (this.#isOpen) return;
    throw new SampleError(
      'SAMPLE_CLOSED',
      'The memory adapter is not open. Call open() before any other method.',
    );
  }
}
