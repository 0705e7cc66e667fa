import { connect } from '@keelson/internal-sqlite/connection';
import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import type { Connection } from '@keelson/internal-sqlite/store';
import type { TranscriptOffset, TranscriptOffsetPage, TranscriptsAdapter } from '../adapter.js';
import { closedError, fromFault, TranscriptsError } from '../errors.js';
import { type OffsetFunctions, offsetStore } from './store.js';

export type { SqliteDatabase } from '@keelson/internal-sqlite/database';

/** Where {@link sqliteTranscriptsAdapter} keeps offsets. */
export interface SqliteTranscriptsOptions {
  /**
   * A path, which is created if need be, or an open better-sqlite3 handle, which stays yours to close.
   * `:memory:` is a database of this adapter alone.
   */
  readonly database: string | SqliteDatabase;
  /**
   * Whether a path is opened in a worker thread, so that an fsync does not hold up the event loop.
   * A handle cannot cross threads and is used on this one. A URL names the worker script for hosts that bundle it elsewhere.
   *
   * @default true
   */
  readonly worker?: boolean | URL | undefined;
}

/**
 * Keeps offsets in SQLite, in the table `transcript_offsets`. Needs better-sqlite3. A stored offset is durable,
 * and any number of processes may share the file, also with other packages.
 *
 * @throws TranscriptsError `TRANSCRIPTS_BAD_OPTIONS`; every method throws the storage codes
 *
 * @example
 * const importer = new TranscriptImporter({ search, offsets: sqliteTranscriptsAdapter({ database: 'app.db' }) });
 */
export function sqliteTranscriptsAdapter(options: SqliteTranscriptsOptions): TranscriptsAdapter {
  const { database, worker = true } = options;
  if (
    typeof database !== 'string' &&
    typeof (database as Partial<SqliteDatabase> | undefined)?.prepare !== 'function'
  ) {
    throw new TranscriptsError(
      'TRANSCRIPTS_BAD_OPTIONS',
      'database: expected a path or an open better-sqlite3 handle. Example: sqliteTranscriptsAdapter({ database: "app.db" }).',
    );
  }
  return new SqliteTranscriptsAdapter(
    database,
    worker === true ? workerScript() : worker === false ? undefined : worker,
  );
}

function workerScript(): URL {
  const format = import.meta.url.endsWith('.cjs') ? 'cjs' : 'js';
  return new URL(`./sqlite.worker.${format}`, import.meta.url);
}

class SqliteTranscriptsAdapter implements TranscriptsAdapter {
  readonly name = 'sqlite';
  readonly #database: string | SqliteDatabase;
  readonly #worker: URL | undefined;
  #connection: Connection<OffsetFunctions> | undefined;

  constructor(database: string | SqliteDatabase, worker: URL | undefined) {
    this.#database = database;
    this.#worker = worker;
  }

  open(): Promise<void> {
    this.#connection ??= connect({
      store: offsetStore,
      database: this.#database,
      setup: undefined,
      worker: this.#worker,
      fail: fromFault,
    });
    return this.#connection.open();
  }

  async get(paths: readonly string[]): Promise<readonly TranscriptOffset[]> {
    return this.#opened().read('get', paths);
  }

  async put(offsets: readonly TranscriptOffset[]): Promise<void> {
    await this.#opened().write('put', offsets);
  }

  async list(query: { after: string | null; limit: number }): Promise<TranscriptOffsetPage> {
    return this.#opened().read('list', query);
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  #opened(): Connection<OffsetFunctions> {
    if (this.#connection === undefined) throw closedError('store of offsets');
    return this.#connection;
  }
}
