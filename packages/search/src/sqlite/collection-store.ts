import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import type {
  AdapterFilters,
  AdapterGroup,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  RebuildSlice,
  StoredDocument,
} from '../adapter.js';
import type { Collection, Field } from '../collection.js';
import { toHit } from '../hit.js';
import { pageOf } from '../page.js';
import type { ParsedQuery } from '../query.js';
import { charactersIn } from '../slices.js';
import { toTerms } from '../tokenizer.js';
import { columnsOf, createIndexSql, tablesOf } from './tables.js';

type Row = Readonly<Record<string, string | number | null>> & { readonly row: number };
type Values = readonly (string | number | null)[];

/** A rebuild slice ends at this many documents or this much text, so that the lock is not held for long. */
const SLICE_DOCUMENTS = 500;
const SLICE_CHARACTERS = 128 * 1024;

/** One collection in SQLite: documents in a table, their terms in an FTS5 index, both changed together. */
export class CollectionStore {
  readonly #database: SqliteDatabase;
  readonly #collection: Collection;
  readonly #columns: readonly Field[];
  readonly #tables: ReturnType<typeof tablesOf>;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: SqliteDatabase, collection: Collection) {
    this.#database = database;
    this.#collection = collection;
    this.#columns = columnsOf(collection);
    this.#tables = tablesOf(collection);
  }

  put(document: StoredDocument): void {
    const { documents } = this.#tables;
    const columns = this.#columns.map(({ column }) => column);
    const values = this.#columns.map(({ name }) => document[name] ?? null);
    const existing = this.#find(document.id);
    if (existing === undefined) {
      const { lastInsertRowid } = this.#prepare(
        `INSERT INTO ${documents} (id, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
      ).run(document.id, ...values);
      this.#addTerms(Number(lastInsertRowid), values);
      return;
    }
    const before = this.#valuesOf(existing);
    if (before.every((value, index) => value === values[index])) return;
    this.#removeTerms(existing.row, before);
    this.#prepare(
      `UPDATE ${documents} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE row = ?`,
    ).run(...values, existing.row);
    this.#addTerms(existing.row, values);
  }

  remove(id: string): boolean {
    const existing = this.#find(id);
    if (existing === undefined) return false;
    this.#removeTerms(existing.row, this.#valuesOf(existing));
    this.#prepare(`DELETE FROM ${this.#tables.documents} WHERE row = ?`).run(existing.row);
    return true;
  }

  search({ query, filters, limit, maxCount }: AdapterQuery): AdapterGroup {
    const { index, documents } = this.#tables;
    const match = toMatch(query);
    const { where, parameters } = filterSql(this.#columns, filters);
    const weights = this.#columns.map(({ type, weight }) => (type === 'text' ? weight : 0)).join(', ');
    const from = `FROM ${index} JOIN ${documents} AS d ON d.row = ${index}.rowid WHERE ${index} MATCH ?${where}`;
    const rows = this.#prepare(
      `SELECT d.*, bm25(${index}, ${weights}) AS bm25_score ${from} ORDER BY bm25_score, d.timestamp DESC LIMIT ?`,
    ).all(match, ...parameters, limit) as Row[];
    const counted = this.#prepare(
      where === ''
        ? `SELECT count(*) AS n FROM (SELECT 1 FROM ${index} WHERE ${index} MATCH ? LIMIT ?)`
        : `SELECT count(*) AS n FROM (SELECT 1 ${from} LIMIT ?)`,
    ).get(match, ...parameters, maxCount) as { n: number };
    return {
      collection: this.#collection.name,
      count: counted.n,
      hits: rows.map((row) =>
        toHit(this.#collection, this.#toDocument(row), -Number(row['bm25_score']), query),
      ),
    };
  }

  list({ filters, order, limit, from }: AdapterListQuery): AdapterPage {
    const { where, parameters } = filterSql(this.#columns, filters);
    const [direction, beyond] = order === 'oldest' ? ['ASC', '>'] : ['DESC', '<'];
    const rows = this.#prepare(
      `SELECT * FROM ${this.#tables.documents} AS d WHERE ${from === null ? 'true' : `(timestamp, row) ${beyond} (?, ?)`}${where}
       ORDER BY timestamp ${direction}, row ${direction} LIMIT ?`,
    ).iterate(
      ...(from === null ? [] : [from.timestamp, from.row]),
      ...parameters,
      limit + 1,
    ) as Iterable<Row>;
    return pageOf(
      mapped(rows, (row) => ({
        row: row.row,
        timestamp: Number(row['timestamp']),
        document: this.#toDocument(row),
      })),
      limit,
    );
  }

  rebuildSlice(): RebuildSlice {
    const { index, nextIndex, documents } = this.#tables;
    const { name } = this.#collection;
    const total = this.count();
    let state = this.#rebuild();
    if (state === undefined) {
      this.#database.exec(`DROP TABLE IF EXISTS ${nextIndex}`);
      this.#database.exec(createIndexSql(this.#collection, nextIndex));
      this.#prepare('INSERT INTO search_rebuilds VALUES (?, 0, 0)').run(name);
      state = { last_row: 0, done: 0 };
    }
    // One at a time: better-sqlite3 runs nothing else while it iterates, and many at once could be gigabytes.
    const nextRow = this.#prepare(`SELECT * FROM ${documents} WHERE row > ? ORDER BY row LIMIT 1`);
    let { last_row: lastRow, done } = state;
    let characters = 0;
    while (done - state.done < SLICE_DOCUMENTS && characters < SLICE_CHARACTERS) {
      const row = nextRow.get(lastRow) as Row | undefined;
      if (row === undefined) break;
      this.#addTermsTo(nextIndex, row.row, this.#valuesOf(row));
      lastRow = row.row;
      done += 1;
      characters += charactersIn(this.#toDocument(row));
    }
    if (lastRow > state.last_row) {
      this.#prepare('UPDATE search_rebuilds SET last_row = ?, done = ? WHERE collection = ?').run(
        lastRow,
        done,
        name,
      );
      return { done, total, finished: false };
    }
    this.#database.exec(`DROP TABLE ${index}; ALTER TABLE ${nextIndex} RENAME TO ${index}`);
    this.#prepare('DELETE FROM search_rebuilds WHERE collection = ?').run(name);
    return { done: total, total, finished: true };
  }

  count(): number {
    return (this.#prepare(`SELECT count(*) AS n FROM ${this.#tables.documents}`).get() as { n: number }).n;
  }

  #find(id: string): Row | undefined {
    return this.#prepare(`SELECT * FROM ${this.#tables.documents} WHERE id = ?`).get(id) as Row | undefined;
  }

  #rebuild(): { last_row: number; done: number } | undefined {
    return this.#prepare('SELECT last_row, done FROM search_rebuilds WHERE collection = ?').get(
      this.#collection.name,
    ) as { last_row: number; done: number } | undefined;
  }

  #addTerms(row: number, values: Values): void {
    for (const table of this.#indexesWith(row)) this.#addTermsTo(table, row, values);
  }

  #addTermsTo(table: string, row: number, values: Values): void {
    const names = this.#columns.map(({ column }) => column);
    this.#prepare(
      `INSERT INTO ${table} (rowid, ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)})`,
    ).run(row, ...this.#terms(values));
  }

  /** FTS5 keeps no copy of the text, so it has to be told the terms that it is to forget. */
  #removeTerms(row: number, values: Values): void {
    const names = this.#columns.map(({ column }) => column);
    for (const table of this.#indexesWith(row)) {
      this.#prepare(
        `INSERT INTO ${table} (${table}, rowid, ${names.join(', ')}) VALUES ('delete', ?${', ?'.repeat(names.length)})`,
      ).run(row, ...this.#terms(values));
    }
  }

  /** The index, and during a rebuild the next one too if the rebuild has passed this row. */
  #indexesWith(row: number): readonly string[] {
    const { index, nextIndex } = this.#tables;
    const rebuild = this.#rebuild();
    return rebuild !== undefined && row <= rebuild.last_row ? [index, nextIndex] : [index];
  }

  #terms(values: Values): Values {
    return values.map((value, index) =>
      typeof value === 'string' && this.#columns[index]?.type === 'text' ? toTerms(value) : null,
    );
  }

  #valuesOf(row: Row): Values {
    return this.#columns.map(({ column }) => row[column] ?? null);
  }

  #toDocument(row: Row): StoredDocument {
    return Object.fromEntries([
      ['id', row['id'] as string],
      ...this.#columns.map(({ name, column }) => [name, row[column] ?? null] as const),
    ]) as StoredDocument;
  }

  #prepare(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}

/** FTS5 query syntax. Terms are letters and digits only; the quotes keep words such as AND from being operators. */
function toMatch({ phrases }: ParsedQuery): string {
  return phrases.map(({ terms, prefix }) => `"${terms.join(' ')}"${prefix ? ' *' : ''}`).join(' AND ');
}

/** Conditions on `d`. The text depends on the fields only, so that few statements are prepared. */
function filterSql(
  columns: readonly Field[],
  { values, after, before }: AdapterFilters,
): { where: string; parameters: (string | number)[] } {
  let where = '';
  const parameters: (string | number)[] = [];
  for (const { name, column } of columns) {
    const allowed = values[name];
    if (allowed === undefined) continue;
    where += ` AND d.${column} IN (SELECT value FROM json_each(?))`;
    parameters.push(JSON.stringify(allowed));
  }
  if (after !== null) {
    where += ' AND d.timestamp >= ?';
    parameters.push(after);
  }
  if (before !== null) {
    where += ' AND d.timestamp < ?';
    parameters.push(before);
  }
  return { where, parameters };
}

function* mapped<From, To>(items: Iterable<From>, map: (item: From) => To): Generator<To> {
  for (const item of items) yield map(item);
}
