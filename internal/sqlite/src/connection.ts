import type { FaultTranslator } from '@keelson/internal-runtime/storage-fault';
import type { SqliteDatabase } from './database.js';
import { LocalConnection } from './local-connection.js';
import { isMemory } from './open.js';
import type { Connection, Store, StoreFunctions } from './store.js';
import { WorkerConnection } from './worker-connection.js';

export interface ConnectionOptions<Functions extends StoreFunctions, Setup> {
  readonly store: Store<Functions, Setup>;
  readonly database: string | SqliteDatabase;
  readonly setup: Setup;
  /** The package's worker script, or undefined to stay on this thread. */
  readonly worker: URL | undefined;
  readonly fail: FaultTranslator;
}

/**
 * A connection to a store: in a worker for a file, on this thread for what cannot cross threads,
 * which is a handle of the host and a database in memory.
 */
export function connect<Functions extends StoreFunctions, Setup>(
  options: ConnectionOptions<Functions, Setup>,
): Connection<Functions> {
  const { store, database, setup, worker, fail } = options;
  if (worker !== undefined && typeof database === 'string' && !isMemory(database)) {
    return new WorkerConnection(worker, { path: database, setup }, fail);
  }
  return new LocalConnection(store, database, setup, fail);
}
