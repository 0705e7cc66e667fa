import type { Migration } from '@keelson/internal-runtime/migration';

/** The tables that all collections share. Those of each collection are made when it is first declared, see `tables.ts`. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'index',
    sql: `
CREATE TABLE search_collections (name TEXT PRIMARY KEY, fields TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE search_generations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, state TEXT NOT NULL, analyzer TEXT NOT NULL,
  documents INTEGER NOT NULL, total_length INTEGER NOT NULL, changes INTEGER NOT NULL, last_row INTEGER NOT NULL
);
CREATE TABLE search_segments (
  id INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL, state TEXT NOT NULL,
  first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, documents INTEGER NOT NULL, average_length REAL NOT NULL,
  removed INTEGER NOT NULL, owner INTEGER, touched INTEGER NOT NULL, steps INTEGER NOT NULL
);
CREATE INDEX search_segments_generation ON search_segments (generation, state, first_row);
CREATE TABLE search_windows (
  id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, version INTEGER NOT NULL,
  oldest INTEGER NOT NULL, newest INTEGER, data BLOB NOT NULL
);
CREATE INDEX search_windows_version ON search_windows (generation, version);
CREATE TABLE search_keys (
  segment INTEGER NOT NULL, key BLOB NOT NULL, block INTEGER NOT NULL, PRIMARY KEY (segment, key)
) WITHOUT ROWID;
CREATE TABLE search_blocks (id INTEGER PRIMARY KEY, data BLOB NOT NULL);`,
  },
];
