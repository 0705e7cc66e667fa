import type {
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterResult,
  AdapterStats,
  RebuildSlice,
  SearchAdapter,
  StoredDocument,
} from '../adapter.js';
import type { Collection } from '../collection.js';
import { SearchError, throwIfAborted } from '../errors.js';
import { MemoryCollection } from './memory-collection.js';

/**
 * Keeps documents and their index in this process, for tests and for data that may be lost.
 * Memory grows with the text, without a bound; use SQLite for more than some ten thousand messages.
 *
 * @example
 * const search = new SearchDb({ adapter: memorySearchAdapter() });
 */
export function memorySearchAdapter(): SearchAdapter {
  return new MemorySearchAdapter();
}

class MemorySearchAdapter implements SearchAdapter {
  readonly name = 'memory';
  readonly #collections = new Map<string, MemoryCollection>();
  #open = false;

  async open(collections: readonly Collection[]): Promise<void> {
    for (const collection of collections) {
      const existing = this.#collections.get(collection.name);
      if (existing === undefined) this.#collections.set(collection.name, new MemoryCollection(collection));
      else existing.assertSame(collection);
    }
    this.#open = true;
  }

  async put(collection: string, documents: readonly StoredDocument[]): Promise<void> {
    const target = this.#collection(collection);
    for (const document of documents) target.put(document);
  }

  async remove(collection: string, ids: readonly string[]): Promise<number> {
    const target = this.#collection(collection);
    return ids.filter((id) => target.remove(id)).length;
  }

  async search(
    query: AdapterQuery,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<AdapterResult> {
    throwIfAborted(options.signal);
    return {
      partial: false,
      groups: query.collections.map((collection) => this.#collection(collection).search(query)),
    };
  }

  async list(query: AdapterListQuery): Promise<AdapterPage> {
    return this.#collection(query.collection).list(query);
  }

  async rebuildSlice(collection: string): Promise<RebuildSlice> {
    const total = this.#collection(collection).rebuild();
    return { done: total, total, finished: true };
  }

  async stats(): Promise<readonly AdapterStats[]> {
    this.#assertOpen();
    return [...this.#collections].map(([collection, { size }]) => ({ collection, documents: size }));
  }

  async close(): Promise<void> {
    this.#open = false;
  }

  #collection(name: string): MemoryCollection {
    this.#assertOpen();
    const collection = this.#collections.get(name);
    if (collection !== undefined) return collection;
    throw new SearchError(
      'SEARCH_UNKNOWN_COLLECTION',
      `The adapter was not opened with a collection "${name}".`,
    );
  }

  #assertOpen(): void {
    if (!this.#open)
      throw new SearchError('SEARCH_CLOSED', 'The adapter is not open. Open it before using it.');
  }
}
