import { connect } from '@keelson/internal-sqlite/connection';
import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import { isMemory } from '@keelson/internal-sqlite/open';
import type { Connection } from '@keelson/internal-sqlite/store';
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
import { fromFault, SearchError } from '../errors.js';
import { type SearchFunctions, searchStore } from './store.js';

export type { SqliteDatabase } from '@keelson/internal-sqlite/database';

/** Options of {@link sqliteSearchAdapter}. */
export interface SqliteSearchOptions {
  /**
   * A path, which is created if need be, or an open better-sqlite3 handle, which stays yours to close.
   * `:memory:` is a database of this adapter alone.
   */
  readonly database: string | SqliteDatabase;
  /**
   * Whether a path is opened in worker threads, one that writes and one that reads, so that neither an fsync nor
   * a long query holds up the event loop. A handle cannot cross threads and is used on this one in short slices.
   * A URL names the worker script for hosts that bundle it elsewhere.
   *
   * @default true
   */
  readonly worker?: boolean | URL | undefined;
}

/**
 * Keeps documents and their index in SQLite, in tables that begin with `search_`. Needs better-sqlite3.
 * Writes of one event-loop turn are one durable transaction; any number of processes may share the file.
 *
 * @example
 * const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: 'app.db' }) });
 */
export function sqliteSearchAdapter(options: SqliteSearchOptions): SearchAdapter {
  const { database, worker = true } = options;
  if (
    typeof database !== 'string' &&
    typeof (database as Partial<SqliteDatabase> | undefined)?.prepare !== 'function'
  ) {
    throw new SearchError(
      'SEARCH_BAD_OPTIONS',
      'database: expected a path or an open better-sqlite3 handle. Example: sqliteSearchAdapter({ database: "app.db" }).',
    );
  }
  return new SqliteSearchAdapter(
    database,
    worker === true ? workerScript() : worker === false ? undefined : worker,
  );
}

function workerScript(): URL {
  const format = import.meta.url.endsWith('.cjs') ? 'cjs' : 'js';
  return new URL(`./sqlite.worker.${format}`, import.meta.url);
}

class SqliteSearchAdapter implements SearchAdapter {
  readonly name = 'sqlite';
  readonly #database: string | SqliteDatabase;
  readonly #worker: URL | undefined;
  #connections: { writer: Connection<SearchFunctions>; reader: Connection<SearchFunctions> } | undefined;

  constructor(database: string | SqliteDatabase, worker: URL | undefined) {
    this.#database = database;
    this.#worker = worker;
  }

  async open(collections: readonly Collection[]): Promise<void> {
    if (this.#connections === undefined) {
      const make = () =>
        connect({
          store: searchStore,
          database: this.#database,
          setup: collections,
          worker: this.#worker,
          fail: fromFault,
        });
      const writer = make();
      // Only a file in workers has two connections: elsewhere a second one would see another database, or gain nothing.
      const separate =
        this.#worker !== undefined && typeof this.#database === 'string' && !isMemory(this.#database);
      this.#connections = { writer, reader: separate ? make() : writer };
    }
    const { writer, reader } = this.#connections;
    await writer.open();
    await reader.open();
  }

  async put(collection: string, documents: readonly StoredDocument[]): Promise<void> {
    return this.#opened().writer.write('put', { collection, documents });
  }

  async remove(collection: string, ids: readonly string[]): Promise<number> {
    return this.#opened().writer.write('remove', { collection, ids });
  }

  async search(
    query: AdapterQuery,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<AdapterResult> {
    return this.#opened().reader.read('search', query, options);
  }

  async list(query: AdapterListQuery): Promise<AdapterPage> {
    return this.#opened().reader.read('list', query);
  }

  async rebuildSlice(collection: string): Promise<RebuildSlice> {
    return this.#opened().writer.write('rebuildSlice', collection);
  }

  async stats(): Promise<readonly AdapterStats[]> {
    return this.#opened().reader.read('stats', undefined);
  }

  async close(): Promise<void> {
    const connections = this.#connections;
    this.#connections = undefined;
    await connections?.reader.close();
    await connections?.writer.close();
  }

  #opened(): { writer: Connection<SearchFunctions>; reader: Connection<SearchFunctions> } {
    if (this.#connections !== undefined) return this.#connections;
    throw new SearchError('SEARCH_CLOSED', 'The adapter is not open. Open it before using it.');
  }
}
