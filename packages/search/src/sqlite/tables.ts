import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import type { Collection, Field } from '../collection.js';
import { DocumentAnalyzer } from './impact/document-keys.js';
import { GenerationTable } from './impact/generation.js';

/** The names of a collection in SQL. They are checked when it is declared and need no quoting. */
export function tablesOf({ name }: Collection): { index: string; nextIndex: string; documents: string } {
  return { index: `search_${name}`, nextIndex: `search_${name}_next`, documents: `search_${name}_documents` };
}

/** A column in SQL: fields may be called `order`. */
export function quoted(column: string): string {
  return `"${column}"`;
}

/** Short values first: SQLite then reads them without walking through a long text. */
export function columnsOf(collection: Collection): readonly Field[] {
  const isText = (field: Field) => Number(field.type === 'text');
  return [...collection.fields].sort((a, b) => isText(a) - isText(b));
}

/**
 * Makes the full-text index of a collection. Its text is tokenised before it gets here (see `tokenizer.ts`), so the
 * tokenizer `ascii` has only the spaces to find; its columns show the documents as they are. It merges only when told.
 */
export function createIndex(database: SqliteDatabase, collection: Collection, table: string): void {
  const columns = columnsOf(collection).map(({ column, type }) =>
    type === 'text' ? quoted(column) : `${quoted(column)} UNINDEXED`,
  );
  database.exec(`CREATE VIRTUAL TABLE ${table} USING fts5(${columns.join(', ')},
    content='${tablesOf(collection).documents}', content_rowid='_row', tokenize='ascii')`);
  database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('automerge', 0), ('crisismerge', 256)`);
}

/** Makes the tables of the collections that the database does not have yet. Refuses one that it has with other fields. */
export function createCollections(database: SqliteDatabase, collections: readonly Collection[]): void {
  if (missing(database, collections).length === 0) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have made them while this one waited.
    for (const collection of missing(database, collections)) {
      const { index, documents } = tablesOf(collection);
      const columns = columnsOf(collection);
      database.exec(
        `CREATE TABLE ${documents} (_row INTEGER PRIMARY KEY, _place INTEGER NOT NULL, _tenant TEXT NOT NULL,
        id TEXT NOT NULL, ${columns
          .map(
            ({ name, column, type }) =>
              `${quoted(column)} ${name === 'timestamp' ? 'INTEGER NOT NULL' : SQL_TYPES[type]}`,
          )
          .join(', ')}, UNIQUE (_tenant, id))`,
      );
      for (const { column, type } of columns) {
        if (type === 'keyword') {
          database.exec(
            `CREATE INDEX ${documents}_${column} ON ${documents} (_tenant, ${quoted(column)}, timestamp, _place)`,
          );
        }
      }
      database.exec(`CREATE INDEX ${documents}_timestamp ON ${documents} (_tenant, timestamp, _place)`);
      createIndex(database, collection, index);
      new GenerationTable(database).create(collection.name, 'live', new DocumentAnalyzer(collection).version);
      database
        .prepare('INSERT INTO search_collections VALUES (?, ?)')
        .run(collection.name, signatureOf(collection));
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const SQL_TYPES = { text: 'TEXT', keyword: 'TEXT', number: 'REAL' } as const;

function missing(database: SqliteDatabase, collections: readonly Collection[]): readonly Collection[] {
  const stored = database.prepare('SELECT fields FROM search_collections WHERE name = ?');
  return collections.filter((collection) => {
    const row = stored.get(collection.name) as { fields: string } | undefined;
    if (row !== undefined && row.fields !== signatureOf(collection)) {
      throw new StorageFault(
        'SCHEMA_CHANGED',
        `The database holds a collection "${collection.name}" with other fields: it has ${row.fields}, ` +
          `the code declares ${signatureOf(collection)}. Declare the same fields, or use another name. Nothing was changed.`,
        { details: { collection: collection.name } },
      );
    }
    return row === undefined;
  });
}

/** What must not change while data is stored: weights and what is required may. */
function signatureOf(collection: Collection): string {
  return columnsOf(collection)
    .map(({ name, type }) => `${name} ${type}`)
    .join(', ');
}
