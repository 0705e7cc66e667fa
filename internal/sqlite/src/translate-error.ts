import { type StorageReason, StorageFault } from '@keelson/internal-runtime/storage-fault';

interface Translation {
  readonly reason: StorageReason;
  readonly retryable: boolean;
  readonly message: string;
}

/** By primary result code, https://www.sqlite.org/rescode.html; an extended code is looked up first. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  SQLITE_BUSY: {
    reason: 'BUSY',
    retryable: true,
    message: 'Another process holds the lock on the database. Try again.',
  },
  SQLITE_LOCKED: {
    reason: 'BUSY',
    retryable: true,
    message: 'Another statement of this process holds the lock on a table. Try again.',
  },
  SQLITE_FULL: {
    reason: 'DISK_FULL',
    retryable: true,
    message: 'The disk is full. Nothing of this write was kept; free some space and write again.',
  },
  SQLITE_IOERR_SHMSIZE: {
    reason: 'DISK_FULL',
    retryable: true,
    message:
      'The disk has no room for the shared memory file of the database; free some space and try again.',
  },
  SQLITE_READONLY_DBMOVED: {
    reason: 'MOVED',
    retryable: false,
    message:
      'The database file was moved or deleted while open. Nothing was written; close the store and open it again.',
  },
  SQLITE_READONLY: {
    reason: 'READ_ONLY',
    retryable: false,
    message:
      'The database cannot be written: the file or its folder is read-only. Change the permissions or use another path.',
  },
  SQLITE_CORRUPT: {
    reason: 'CORRUPT',
    retryable: false,
    message:
      'The database file is damaged. Restore a backup, or salvage what can be read with "sqlite3 FILE .recover".',
  },
  SQLITE_NOTADB: {
    reason: 'NOT_A_DATABASE',
    retryable: false,
    message: 'The file is not an SQLite database. Use another path; the file was left as it is.',
  },
  SQLITE_CANTOPEN: {
    reason: 'CANNOT_OPEN',
    retryable: false,
    message: 'The database cannot be opened or created. Check that its folder exists and may be written.',
  },
  SQLITE_PERM: {
    reason: 'CANNOT_OPEN',
    retryable: false,
    message: 'The database may not be opened by this user. Change the permissions or use another path.',
  },
  SQLITE_INTERRUPT: { reason: 'ABORTED', retryable: true, message: 'The statement was cancelled.' },
};

/** Whether the driver reports that another connection holds a lock. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

/** Turns what better-sqlite3 throws into a fault that says what to do. A fault is returned as it is. */
export function translateError(error: unknown): StorageFault {
  if (error instanceof StorageFault) return error;
  const code = codeOf(error);
  const known = TRANSLATIONS[code] ?? TRANSLATIONS[code.split('_').slice(0, 2).join('_')];
  if (known !== undefined) {
    return new StorageFault(known.reason, known.message, {
      cause: error,
      retryable: known.retryable,
      details: { sqlite: code },
    });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StorageFault('STORAGE', `SQLite failed: ${text}`, {
    cause: error,
    details: code === '' ? {} : { sqlite: code },
  });
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}
