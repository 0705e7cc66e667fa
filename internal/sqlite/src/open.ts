import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { retryBusy } from './busy.js';
import type { SqliteDatabase } from './database.js';
import { loadDriver } from './driver.js';
import { checkFile } from './file-checks.js';
import { translateError } from './translate-error.js';

/** An open database that keeps its promises: WAL, `synchronous=FULL`, foreign keys, no blocking waits. */
export interface OpenDatabase {
  readonly database: SqliteDatabase;
  /** Throws when the file at the path is no longer the one that is open. */
  readonly assertInPlace: () => void;
  /** Closes the connection if `openDatabase` made it; a handle of the host stays open. */
  readonly close: () => void;
}

/** Whether a location names a database that lives in this process only. */
export function isMemory(path: string): boolean {
  return path === '' || path === ':memory:';
}

/**
 * Opens a path, or prepares a handle that the host opened. A handle is set to the same pragmas,
 * so that an acknowledged write means the same however the database was opened.
 */
export async function openDatabase(location: string | SqliteDatabase): Promise<OpenDatabase> {
  if (typeof location !== 'string') {
    if (!location.open) {
      throw new StorageFault('CLOSED', 'The database handle is closed. Pass an open handle, or a path.');
    }
    await retryBusy(() => configure(location));
    return { database: location, assertInPlace: inPlaceCheck(location), close: () => undefined };
  }
  if (!isMemory(location)) checkFile(location);
  const openFile = await loadDriver();
  let database: SqliteDatabase | undefined;
  try {
    database = openFile(location);
    const opened = database;
    await retryBusy(() => configure(opened));
    return {
      database: opened,
      assertInPlace: inPlaceCheck(opened),
      close: () => opened.close(),
    };
  } catch (error) {
    database?.close();
    throw translateError(error);
  }
}

function configure(database: SqliteDatabase): void {
  database.pragma('busy_timeout = 0');
  database.pragma('foreign_keys = ON');
  if (!database.readonly && !database.memory) database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // better-sqlite3 is compiled with NORMAL as WAL's default; only reading back shows what is in force.
  const synchronous = Number(database.pragma('synchronous', { simple: true }));
  if (synchronous < 2) {
    throw new StorageFault(
      'NOT_DURABLE',
      `Expected synchronous=FULL (2) on ${database.name}, but the connection reports ${synchronous}. ` +
        'Acknowledged writes could be lost; do not set this pragma inside an open transaction.',
    );
  }
  // Reading the schema is the first touch of the file: damage and foreign files show here, not at the first write.
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

/**
 * SQLite goes on writing to a file that was unlinked, and such writes are gone with the last descriptor.
 * Device and inode of the path tell; a stat costs a few microseconds per transaction.
 */
function inPlaceCheck(database: SqliteDatabase): () => void {
  if (database.memory || isMemory(database.name)) return () => undefined;
  const path = resolve(database.name);
  const original = statSync(path);
  return () => {
    const current = statSync(path, { throwIfNoEntry: false });
    if (current?.ino === original.ino && current.dev === original.dev) return;
    throw new StorageFault(
      'MOVED',
      `The database file was ${current === undefined ? 'moved or deleted' : 'replaced'} while open: ${path}. ` +
        'The write was not kept; close the store and open it again.',
    );
  };
}
