import type { Migration } from '@keelson/internal-runtime/migration';

export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'offsets',
    sql: `CREATE TABLE transcript_offsets (
      path TEXT PRIMARY KEY NOT NULL,
      agent TEXT NOT NULL,
      version INTEGER NOT NULL,
      file_id TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified_at REAL NOT NULL,
      changed_at REAL NOT NULL,
      "offset" INTEGER NOT NULL,
      head_hash TEXT NOT NULL,
      tail_hash TEXT NOT NULL,
      state TEXT NOT NULL
    ) WITHOUT ROWID`,
  },
];
