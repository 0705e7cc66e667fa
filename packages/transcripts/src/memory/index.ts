import type { TranscriptOffset, TranscriptOffsetPage, TranscriptsAdapter } from '../adapter.js';
import { closedError } from '../errors.js';

/**
 * Keeps offsets in this process: each start of the program reads everything anew.
 *
 * @example
 * const importer = new TranscriptImporter({ search, offsets: memoryTranscriptsAdapter() });
 */
export function memoryTranscriptsAdapter(): TranscriptsAdapter {
  return new MemoryTranscriptsAdapter();
}

class MemoryTranscriptsAdapter implements TranscriptsAdapter {
  readonly name = 'memory';
  readonly #offsets = new Map<string, TranscriptOffset>();
  #open = false;

  async open(): Promise<void> {
    this.#open = true;
  }

  async get(paths: readonly string[]): Promise<readonly TranscriptOffset[]> {
    const offsets = this.#opened();
    return structuredClone([...new Set(paths)].flatMap((path) => offsets.get(path) ?? []));
  }

  async put(offsets: readonly TranscriptOffset[]): Promise<void> {
    const stored = this.#opened();
    for (const offset of structuredClone(offsets)) stored.set(offset.path, offset);
  }

  async list({ after, limit }: { after: string | null; limit: number }): Promise<TranscriptOffsetPage> {
    const paths = [...this.#opened().keys()].filter((path) => after === null || path > after).toSorted();
    const page = paths.slice(0, limit);
    return { items: await this.get(page), next: paths.length > limit ? (page.at(-1) ?? null) : null };
  }

  async close(): Promise<void> {
    this.#open = false;
  }

  #opened(): Map<string, TranscriptOffset> {
    if (!this.#open) throw closedError('store of offsets');
    return this.#offsets;
  }
}
