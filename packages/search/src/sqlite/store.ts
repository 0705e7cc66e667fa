import type { Store, StoreFunctions } from '@keelson/internal-sqlite/store';
import type {
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterResult,
  AdapterStats,
  RebuildSlice,
  StoredDocument,
} from '../adapter.js';
import type { Collection } from '../collection.js';
import { CollectionStore } from './collection-store.js';
import { migrations } from './migrations.js';
import { createCollections } from './tables.js';

/** What can be asked of the database, on whichever thread it runs. */
export interface SearchFunctions extends StoreFunctions {
  readonly reads: {
    search(query: AdapterQuery): AdapterResult;
    list(query: AdapterListQuery): AdapterPage;
    stats(): readonly AdapterStats[];
  };
  readonly writes: {
    put(input: { collection: string; documents: readonly StoredDocument[] }): void;
    remove(input: { collection: string; ids: readonly string[] }): number;
    rebuildSlice(collection: string): RebuildSlice;
  };
}

/** Everything that search keeps in SQLite. */
export const searchStore: Store<SearchFunctions, readonly Collection[]> = {
  packageName: '@keelson/search',
  migrations,
  prepare(database, collections) {
    createCollections(database, collections);
    const stores = new Map(
      collections.map((collection) => [collection.name, new CollectionStore(database, collection)]),
    );
    // The core has checked the name against the same collections.
    const store = (name: string) => stores.get(name) as CollectionStore;
    return {
      reads: {
        search: (query) => ({
          partial: false,
          groups: query.collections.map((name) => store(name).search(query)),
        }),
        list: (query) => store(query.collection).list(query),
        stats: () => [...stores].map(([collection, each]) => ({ collection, documents: each.count() })),
      },
      writes: {
        put({ collection, documents }) {
          for (const document of documents) store(collection).put(document);
        },
        remove: ({ collection, ids }) => ids.filter((id) => store(collection).remove(id)).length,
        rebuildSlice: (collection) => store(collection).rebuildSlice(),
      },
    };
  },
};
