import type { Migration } from '@keelson/internal-runtime/migration';

/** The tables about collections. Those of each collection are made when it is first declared, see `tables.ts`. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'collections',
    sql: `
CREATE TABLE search_collections (name TEXT PRIMARY KEY, fields TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE search_rebuilds (
  collection TEXT PRIMARY KEY, last_row INTEGER NOT NULL, done INTEGER NOT NULL
) WITHOUT ROWID;`,
  },
];
