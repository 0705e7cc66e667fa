import type {
  AdapterBatch,
  AdapterIds,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterResult,
  AdapterSimilarQuery,
  AdapterStats,
  RebuildSlice,
  SearchAdapter,
  SimilarTerm,
  StoredEntry,
} from '../adapter.js';
import type { Collection } from '../collection.js';
import { byLikelihood } from '../edit-distance.js';
import { SearchError, throwIfAborted } from '../errors.js';
import { MemoryCollection } from './memory-collection.js';

/**
 * Keeps documents and their index in this process, for tests and for data that may be lost. Ranking is exact.
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
  readonly capabilities = { durable: false, interruptible: false, typos: true };
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

  async put({ tenant, collection, documents }: AdapterBatch): Promise<void> {
    const target = this.#collection(collection);
    for (const document of documents) target.put(tenant, document);
  }

  async remove({ tenant, collection, ids }: AdapterIds): Promise<number> {
    const target = this.#collection(collection);
    return ids.filter((id) => target.remove(tenant, id)).length;
  }

  async search(
    query: AdapterQuery,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<AdapterResult> {
    throwIfAborted(options.signal);
    return {
      partial: false,
      groups: query.collections.map((collection) => this.#collection(collection).search(query)),
    };
  }

  async similar(query: AdapterSimilarQuery): Promise<readonly SimilarTerm[]> {
    const found = new Map<string, SimilarTerm>();
    for (const collection of query.collections) {
      for (const similar of this.#collection(collection).similar(query)) {
        const documents = similar.documents + (found.get(similar.term)?.documents ?? 0);
        found.set(similar.term, { ...similar, documents });
      }
    }
    return [...found.values()].sort(byLikelihood(query.term)).slice(0, query.limit);
  }

  async get({ tenant, collection, ids }: AdapterIds): Promise<readonly StoredEntry[]> {
    const target = this.#collection(collection);
    return ids.flatMap((id) => target.get(tenant, id) ?? []);
  }

  async list(query: AdapterListQuery): Promise<AdapterPage> {
    return this.#collection(query.collection).list(query);
  }

  async rebuildSlice(collection: string): Promise<RebuildSlice> {
    const total = this.#collection(collection).rebuild();
    return { done: total, total, finished: true };
  }

  async stats(tenant: string): Promise<readonly AdapterStats[]> {
    this.#assertOpen();
    return [...this.#collections].map(([name, collection]) => ({
      collection: name,
      documents: collection.size(tenant),
    }));
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
