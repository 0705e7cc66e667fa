import type { Cancellation, Store, StoreFunctions } from '@keelson/internal-sqlite/store';
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
  SimilarTerm,
  StoredEntry,
} from '../adapter.js';
import type { Collection } from '../collection.js';
import { byLikelihood } from '../edit-distance.js';
import { CollectionStore, type MaintenanceState } from './collection-store.js';
import { Garbage } from './impact/garbage.js';
import { Maintenance } from './impact/maintenance.js';
import { logSalt } from './log-salt.js';
import { migrations } from './migrations.js';
import { createCollections } from './tables.js';

/** What can be asked of the database, on whichever thread it runs. */
export interface SearchFunctions extends StoreFunctions {
  readonly reads: {
    search(query: AdapterQuery, cancellation: Cancellation): AdapterResult;
    similar(query: AdapterSimilarQuery): readonly SimilarTerm[];
    get(ids: AdapterIds): readonly StoredEntry[];
    list(query: AdapterListQuery): AdapterPage;
    stats(tenant: string): readonly AdapterStats[];
    /** Whether an earlier process left merges or rebuilding off. */
    isLeftOff(input: undefined): boolean;
  };
  readonly writes: {
    /** Returns how many documents were replaced. */
    put(batch: AdapterBatch): number;
    remove(ids: AdapterIds): number;
    rebuildSlice(collection: string): RebuildSlice;
    maintain(budgetMs: number): MaintenanceState;
    /** Deletes parts of the index that were given up; true while there are more. */
    erase(input: undefined): boolean;
    /** Begins the write-ahead log anew, without what was erased. */
    settle(input: undefined): void;
    /** What tells one write-ahead log from the next, or null where there is none. */
    logSalt(input: undefined): string | null;
  };
}

/** The words of several collections, each once. */
function merged(words: readonly SimilarTerm[], { term, limit }: AdapterSimilarQuery): readonly SimilarTerm[] {
  const byTerm = new Map<string, SimilarTerm>();
  for (const word of words) {
    const documents = word.documents + (byTerm.get(word.term)?.documents ?? 0);
    byTerm.set(word.term, { ...word, documents });
  }
  return [...byTerm.values()].sort(byLikelihood(term)).slice(0, limit);
}

/** How long one step of erasing holds the lock, in milliseconds. */
const ERASE_MS = 8;

/** What the store is opened with. */
export interface SearchSetup {
  readonly collections: readonly Collection[];
  readonly secureDelete: boolean;
}

/** Everything that search keeps in SQLite. */
export const searchStore: Store<SearchFunctions, SearchSetup> = {
  packageName: '@keelson/search',
  migrations,
  prepare(database, { collections, secureDelete }) {
    createCollections(database, collections);
    const maintenance = new Maintenance(database);
    const stores = new Map(
      collections.map((collection) => [
        collection.name,
        new CollectionStore(database, collection, maintenance, secureDelete),
      ]),
    );
    if (secureDelete) {
      database.pragma('secure_delete = ON');
      database.pragma('journal_size_limit = 0');
      for (const each of stores.values()) each.setSecureDelete();
    }
    const change = database.prepare('UPDATE search_generations SET changes = changes + 1');
    const garbage = new Garbage(database);
    let turn = 0;
    // The core has checked the name against the same collections.
    const store = (name: string) => stores.get(name) as CollectionStore;
    return {
      transaction: {
        begun() {
          for (const each of stores.values()) each.begun();
        },
        ending() {
          for (const each of stores.values()) each.ending();
        },
      },
      reads: {
        search(query, cancellation) {
          const end = performance.now() + query.deadlineMs;
          const isOver = () => cancellation.aborted || performance.now() >= end;
          const results = query.collections.map((name) => store(name).search(query, isOver));
          return {
            partial: results.some(({ partial }) => partial),
            groups: results.map(({ group }) => group),
          };
        },
        similar: (query) =>
          merged(
            query.collections.flatMap((name) => store(name).similar(query)),
            query,
          ),
        get: ({ tenant, collection, ids }) => store(collection).documents.get(tenant, ids),
        list: (query) => store(query.collection).documents.list(query),
        stats: (tenant) =>
          [...stores].map(([collection, { documents }]) => ({
            collection,
            documents: documents.count(tenant),
          })),
        isLeftOff: () => garbage.exists() || [...stores.values()].some((each) => each.isLeftOff()),
      },
      writes: {
        put(batch) {
          const target = store(batch.collection);
          return target.undoable(() => target.put(batch));
        },
        remove({ tenant, collection, ids }) {
          const target = store(collection);
          return target.undoable(() => ids.filter((id) => target.remove(tenant, id)).length);
        },
        rebuildSlice(collection) {
          const target = store(collection);
          return target.undoable(() => target.rebuildSlice());
        },
        maintain(budgetMs) {
          const end = performance.now() + budgetMs;
          maintenance.dropFailed();
          // Another collection comes first each time, so that none is left out for long.
          turn += 1;
          const all = [...stores.values()];
          const states = all.map((_, at) => (all[(at + turn) % all.length] as CollectionStore).maintain(end));
          if (garbage.collect(end)) states.push('more');
          return states.includes('behind') ? 'behind' : states.includes('more') ? 'more' : 'done';
        },
        erase() {
          // This commit moves the log into the database, where deleted pages are overwritten. It has to change something.
          database.pragma('wal_autocheckpoint = 1');
          change.run();
          return garbage.collect(performance.now() + ERASE_MS);
        },
        settle() {
          // This one finds nothing left in the log, begins it anew and cuts it off.
          database.pragma('wal_autocheckpoint = 1000');
          change.run();
        },
        logSalt: () => (database.memory ? null : logSalt(`${database.name}-wal`)),
      },
    };
  },
};
