import { migrate } from '@keelson/internal-postgres/migrate';
import { openPool, type SchemaPool } from '@keelson/internal-postgres/pool';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
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
import { fromFault, SearchError } from '../errors.js';
import { createCollections } from './collections.js';
import { countDocuments, getDocuments, listDocuments } from './document-reads.js';
import { putDocuments, removeDocuments } from './document-writes.js';
import { DocumentsTable } from './documents-table.js';
import type { PostgresSearchOptions } from './index.js';
import { migrations } from './migrations.js';
import { rebuildNext } from './rebuild.js';
import { searchTables } from './search.js';
import { similarWords } from './similar-words.js';

interface Opened {
  readonly pool: SchemaPool;
  readonly readPool: SchemaPool;
  readonly tables: ReadonlyMap<string, DocumentsTable>;
}

/** The adapter behind `postgresSearchAdapter`; its options have been checked. */
export class PostgresSearchAdapter implements SearchAdapter {
  readonly name = 'postgres';
  readonly capabilities = { durable: true, interruptible: true, typos: true };
  readonly #options: PostgresSearchOptions & { readonly candidates: number };
  #opened: Opened | undefined;

  constructor(options: PostgresSearchOptions & { readonly candidates: number }) {
    this.#options = options;
  }

  open(collections: readonly Collection[]): Promise<void> {
    return translated(async () => {
      const tables = collections.map((collection) => new DocumentsTable(collection));
      const { pool, readPool } = this.#opened ?? (await this.#openPools());
      try {
        await migrate(pool, '@keelson/search', migrations);
        await createCollections(pool, tables);
      } catch (error) {
        if (this.#opened === undefined) await closePools(pool, readPool);
        throw error;
      }
      const all = [...(this.#opened?.tables.values() ?? []), ...tables];
      this.#opened = { pool, readPool, tables: new Map(all.map((table) => [table.collection.name, table])) };
    });
  }

  put(batch: AdapterBatch): Promise<void> {
    return this.#run(({ pool }) => putDocuments(pool, this.#table(batch.collection), batch));
  }

  remove(ids: AdapterIds): Promise<number> {
    return this.#run(({ pool }) => removeDocuments(pool, this.#table(ids.collection), ids));
  }

  search(
    query: AdapterQuery,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<AdapterResult> {
    return this.#run(({ readPool }) => {
      const tables = query.collections.map((name) => this.#table(name));
      return searchTables(readPool, tables, query, this.#options.candidates, options.signal);
    });
  }

  similar(query: AdapterSimilarQuery): Promise<readonly SimilarTerm[]> {
    return this.#run(({ readPool }) => {
      const tables = query.collections.map((name) => this.#table(name));
      return similarWords(readPool, tables, query);
    });
  }

  get(ids: AdapterIds): Promise<readonly StoredEntry[]> {
    return this.#run(({ pool }) => getDocuments(pool, this.#table(ids.collection), ids));
  }

  list(query: AdapterListQuery): Promise<AdapterPage> {
    return this.#run(({ readPool }) => listDocuments(readPool, this.#table(query.collection), query));
  }

  rebuildSlice(collection: string): Promise<RebuildSlice> {
    return this.#run(({ pool }) => rebuildNext(pool, this.#table(collection)));
  }

  stats(tenant: string): Promise<readonly AdapterStats[]> {
    return this.#run(({ pool, tables }) => countDocuments(pool, [...tables.values()], tenant));
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) await closePools(opened.pool, opened.readPool);
  }

  async #openPools(): Promise<{ readonly pool: SchemaPool; readonly readPool: SchemaPool }> {
    const { pool: primary, readPool: replica, schema } = this.#options;
    const pool = await openPool({ pool: primary, schema });
    if (replica === undefined) return { pool, readPool: pool };
    try {
      return { pool, readPool: await openPool({ pool: replica, schema }) };
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  async #run<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const opened = this.#opened;
    if (opened === undefined) {
      throw new SearchError('SEARCH_CLOSED', 'The adapter is not open. Open it before using it.');
    }
    return translated(() => work(opened));
  }

  #table(name: string): DocumentsTable {
    const table = this.#opened?.tables.get(name);
    if (table !== undefined) return table;
    throw new SearchError(
      'SEARCH_UNKNOWN_COLLECTION',
      `The adapter was not opened with a collection "${name}".`,
    );
  }
}

async function closePools(pool: SchemaPool, readPool: SchemaPool): Promise<void> {
  await readPool.close();
  await pool.close();
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StorageFault ? fromFault(error) : error;
  }
}
