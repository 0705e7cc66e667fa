import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@keelson/internal-sqlite/connection';
import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import { isMemory } from '@keelson/internal-sqlite/open';
import type { Connection } from '@keelson/internal-sqlite/store';
import type {
  AdapterBatch,
  AdapterCapabilities,
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
import { fromFault, SearchError } from '../errors.js';
import { type SearchFunctions, searchStore } from './store.js';
import { Tidying } from './tidying.js';

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
  /**
   * Whether what is removed or replaced is also overwritten on disk, in the database and in its write-ahead log,
   * before the call resolves. Such calls take longer, several fsyncs each. What cannot be reached: copies of the file,
   * what another process reads at that moment, and worn cells of a flash disk.
   *
   * @default false
   */
  readonly secureDelete?: boolean | undefined;
}

/**
 * Keeps documents and their index in SQLite, in tables that begin with `search_`. Needs better-sqlite3.
 * Writes of one event-loop turn are one durable transaction; any number of processes may share the file.
 *
 * @example
 * const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: 'app.db' }) });
 */
export function sqliteSearchAdapter(options: SqliteSearchOptions): SearchAdapter {
  const { database, worker = true, secureDelete = false } = options;
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
    secureDelete,
  );
}

function workerScript(): URL {
  const format = import.meta.url.endsWith('.cjs') ? 'cjs' : 'js';
  return new URL(`./sqlite.worker.${format}`, import.meta.url);
}

/** How long a step of merging holds the lock in a worker, and the event loop on the main thread, in milliseconds. */
const MERGE_MS = 8;
const SHORT_MERGE_MS = 3;
/** When merges that an earlier process left off go on, in milliseconds. */
const LEFT_OFF_MS = 1_000;

/** How long `secureDelete` waits for a moment without readers, in milliseconds. */
const ERASE_DEADLINE_MS = 30_000;

interface Connections {
  readonly writer: Connection<SearchFunctions>;
  readonly reader: Connection<SearchFunctions>;
  readonly tidying: Tidying;
}

class SqliteSearchAdapter implements SearchAdapter {
  readonly name = 'sqlite';
  readonly capabilities: AdapterCapabilities;
  readonly #database: string | SqliteDatabase;
  readonly #worker: URL | undefined;
  readonly #secureDelete: boolean;
  readonly #interruptible: boolean;
  #connections: Connections | undefined;

  constructor(database: string | SqliteDatabase, worker: URL | undefined, secureDelete: boolean) {
    this.#database = database;
    this.#worker = worker;
    this.#secureDelete = secureDelete;
    this.#interruptible = worker !== undefined && typeof database === 'string' && !isMemory(database);
    const durable = typeof database === 'string' ? !isMemory(database) : !database.memory;
    this.capabilities = { durable, interruptible: this.#interruptible, typos: true };
  }

  async open(collections: readonly Collection[]): Promise<void> {
    this.#connections ??= this.#connect(collections);
    // Who only searches needs no second thread: the writer opens at the first write.
    await this.#connections.reader.open();
    // What another process left off goes on here.
    this.#resumeLater(this.#connections);
  }

  async put(batch: AdapterBatch): Promise<void> {
    const { writer, tidying } = await this.#writing();
    // An import that outruns the merges would make every search slower: it takes part in them.
    if (tidying.isBehind) await writer.write('maintain', MERGE_MS);
    const replaced = await writer.write('put', batch);
    if (replaced > 0) await this.#erase(writer);
    tidying.wake();
  }

  async remove(ids: AdapterIds): Promise<number> {
    const { writer, tidying } = await this.#writing();
    const removed = await writer.write('remove', ids);
    if (removed > 0) await this.#erase(writer);
    tidying.wake();
    return removed;
  }

  async search(
    query: AdapterQuery,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<AdapterResult> {
    return this.#opened().reader.read('search', query, options);
  }

  async similar(query: AdapterSimilarQuery): Promise<readonly SimilarTerm[]> {
    return this.#opened().reader.read('similar', query);
  }

  async get(ids: AdapterIds): Promise<readonly StoredEntry[]> {
    return this.#opened().reader.read('get', ids);
  }

  async list(query: AdapterListQuery): Promise<AdapterPage> {
    return this.#opened().reader.read('list', query);
  }

  async rebuildSlice(collection: string): Promise<RebuildSlice> {
    const { writer, tidying } = await this.#writing();
    const slice = await writer.write('rebuildSlice', collection);
    tidying.wake();
    return slice;
  }

  async stats(tenant: string): Promise<readonly AdapterStats[]> {
    return this.#opened().reader.read('stats', tenant);
  }

  async close(): Promise<void> {
    const connections = this.#connections;
    this.#connections = undefined;
    connections?.tidying.stop();
    await connections?.reader.close();
    await connections?.writer.close();
  }

  /** Waits until nothing of what was removed is left on disk, if that was asked for. */
  async #erase(writer: Connection<SearchFunctions>): Promise<void> {
    if (!this.#secureDelete) return;
    const start = performance.now();
    const before = await writer.write('logSalt', undefined);
    for (;;) {
      while (await writer.write('erase', undefined));
      await writer.write('settle', undefined);
      if (before === null || (await writer.write('logSalt', undefined)) !== before) return;
      // Whoever reads at this moment still needs the log: it begins anew in a gap between reads.
      if (performance.now() - start > ERASE_DEADLINE_MS) throw stillRead();
      await sleep(Math.random() * 5);
    }
  }

  /** Has merges go on that another process left off, unless this one ends soon. */
  #resumeLater(connections: Connections): void {
    const resume = async () => {
      if (this.#connections !== connections) return;
      if (await connections.reader.read('isLeftOff', undefined)) connections.tidying.wake();
    };
    setTimeout(() => void resume().catch(() => undefined), LEFT_OFF_MS).unref();
  }

  #connect(collections: readonly Collection[]): Connections {
    const make = () =>
      connect({
        store: searchStore,
        database: this.#database,
        setup: { collections, secureDelete: this.#secureDelete },
        worker: this.#worker,
        fail: fromFault,
      });
    const writer = make();
    const tidying = new Tidying(async () => {
      await writer.open();
      return writer.write('maintain', this.#interruptible ? MERGE_MS : SHORT_MERGE_MS);
    });
    // Only a file in workers has two connections: elsewhere a second one would see another database, or gain nothing.
    return { writer, reader: this.#interruptible ? make() : writer, tidying };
  }

  async #writing(): Promise<Connections> {
    const connections = this.#opened();
    await connections.writer.open();
    return connections;
  }

  #opened(): Connections {
    if (this.#connections !== undefined) return this.#connections;
    throw new SearchError('SEARCH_CLOSED', 'The adapter is not open. Open it before using it.');
  }
}

function stillRead(): SearchError {
  return new SearchError(
    'SEARCH_BUSY',
    'The text was removed, but somebody has been reading the database for 30 s, and until then the write-ahead log ' +
      'still holds it. Look for a program that keeps a transaction open, then remove the same ids again.',
    { retryable: true },
  );
}
