import type {
  AdapterFilters,
  AdapterListQuery,
  AdapterPage,
  StoredDocument,
  StoredEntry,
} from '../adapter.js';
import type { Collection, Field } from '../collection.js';
import { pageOf } from '../page.js';
import type { Statements } from './statements.js';
import { columnsOf, quoted, tablesOf } from './tables.js';

type Row = Readonly<Record<string, string | number | null>> & {
  readonly _row: number;
  readonly _place: number;
};

/** An excerpt is made from this many bytes of a longer text: it may be megabytes. */
const EXCERPT_SOURCE = 256_000;

/** A document with the row that the indexes know it by. A changed document gets a new row and keeps its place. */
export interface DocumentRow {
  readonly row: number;
  readonly place: number;
  readonly tenant: string;
  readonly document: StoredDocument;
}

/** The table of the documents of one collection. */
export class DocumentTable {
  readonly #statements: Statements;
  readonly #columns: readonly Field[];
  readonly #table: string;
  readonly #texts: readonly string[];
  readonly #excerpted: string;

  constructor(statements: Statements, collection: Collection) {
    this.#statements = statements;
    this.#columns = columnsOf(collection);
    this.#table = tablesOf(collection).documents;
    this.#texts = this.#columns.flatMap(({ column, type }) => (type === 'text' ? column : []));
    this.#excerpted = this.#columns
      .map(({ column, type }) =>
        type === 'text' ? `${beginningOf(quoted(column))} AS ${quoted(column)}` : quoted(column),
      )
      .join(', ');
  }

  find(tenant: string, id: string): DocumentRow | undefined {
    return this.#read(
      this.#prepare(`SELECT * FROM ${this.#table} WHERE _tenant = ? AND id = ?`).get(tenant, id),
    );
  }

  /** The first document after a row. */
  after(row: number): DocumentRow | undefined {
    return this.#read(
      this.#prepare(`SELECT * FROM ${this.#table} WHERE _row > ? ORDER BY _row LIMIT 1`).get(row),
    );
  }

  /** A found document, its texts as far as an excerpt needs them. */
  excerpt(row: number): StoredDocument {
    return this.#toDocument(
      this.#prepare(`SELECT id, ${this.#excerpted} FROM ${this.#table} WHERE _row = ?`).get(row) as Row,
    );
  }

  /** The texts of a document, or one of them. */
  texts(row: number, column: string | null): readonly string[] {
    const columns = column === null ? this.#texts : [column];
    const found = this.#prepare(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${this.#table} WHERE _row = ?`,
    ).get(row) as Row;
    return columns.flatMap((each) => (found[each] as string | null) ?? []);
  }

  /** One keyword of a document. */
  keyword(row: number, column: string): string | null {
    const found = this.#prepare(`SELECT ${quoted(column)} AS value FROM ${this.#table} WHERE _row = ?`).get(
      row,
    );
    return (found as { value: string | null }).value;
  }

  insert(row: number, tenant: string, document: StoredDocument): void {
    const columns = this.#columns.map(({ column }) => quoted(column));
    this.#prepare(
      `INSERT INTO ${this.#table} (_row, _place, _tenant, id, ${columns.join(', ')})
       VALUES (?, ?, ?, ?${', ?'.repeat(columns.length)})`,
    ).run(row, row, tenant, document.id, ...this.#values(document));
  }

  update(from: number, to: number, document: StoredDocument): void {
    const set = this.#columns.map(({ column }) => `${quoted(column)} = ?`).join(', ');
    this.#prepare(`UPDATE ${this.#table} SET _row = ?, ${set} WHERE _row = ?`).run(
      to,
      ...this.#values(document),
      from,
    );
  }

  delete(row: number): void {
    this.#prepare(`DELETE FROM ${this.#table} WHERE _row = ?`).run(row);
  }

  isSame(a: StoredDocument, b: StoredDocument): boolean {
    const values = this.#values(b);
    return this.#values(a).every((value, index) => value === values[index]);
  }

  get(tenant: string, ids: readonly string[]): readonly StoredEntry[] {
    return ids.flatMap((id) => {
      const found = this.find(tenant, id);
      if (found === undefined) return [];
      const { document, place } = found;
      return { document, place: { timestamp: document.timestamp, row: place } };
    });
  }

  list({ tenant, filters, order, limit, from }: AdapterListQuery): AdapterPage {
    const { where, parameters } = filterSql(this.#columns, filters);
    const [direction, beyond] = order === 'oldest' ? ['ASC', '>'] : ['DESC', '<'];
    const rows = this.#prepare(
      `SELECT * FROM ${this.#table} WHERE _tenant = ?${from === null ? '' : ` AND (timestamp, _place) ${beyond} (?, ?)`}${where}
       ORDER BY timestamp ${direction}, _place ${direction} LIMIT ?`,
    ).iterate(
      tenant,
      ...(from === null ? [] : [from.timestamp, from.row]),
      ...parameters,
      limit + 1,
    ) as Iterable<Row>;
    return pageOf(
      mapped(rows, (row) => {
        const document = this.#toDocument(row);
        return { row: row._place, timestamp: document.timestamp, document };
      }),
      limit,
    );
  }

  count(tenant: string): number {
    const row = this.#prepare(`SELECT count(*) AS n FROM ${this.#table} WHERE _tenant = ?`).get(tenant);
    return (row as { n: number }).n;
  }

  #values(document: StoredDocument): (string | number | null)[] {
    return this.#columns.map(({ name }) => document[name] ?? null);
  }

  #read(found: unknown): DocumentRow | undefined {
    const row = found as Row | undefined;
    return (
      row && {
        row: row._row,
        place: row._place,
        tenant: row['_tenant'] as string,
        document: this.#toDocument(row),
      }
    );
  }

  #toDocument(row: Row): StoredDocument {
    return Object.fromEntries([
      ['id', row['id'] as string],
      ...this.#columns.map(({ name, column }) => [name, row[column] ?? null] as const),
    ]) as StoredDocument;
  }

  #prepare(sql: string) {
    return this.#statements.prepare(sql);
  }
}

/** As bytes: the function for text ends at a NUL. */
function beginningOf(column: string): string {
  return `CASE WHEN octet_length(${column}) <= ${EXCERPT_SOURCE} THEN ${column}
    ELSE CAST(substr(CAST(${column} AS BLOB), 1, ${EXCERPT_SOURCE}) AS TEXT) END`;
}

/** Conditions on documents. The text depends on the fields only. */
function filterSql(
  columns: readonly Field[],
  { values, excluded, after, before }: AdapterFilters,
): { where: string; parameters: (string | number)[] } {
  let where = '';
  const parameters: (string | number)[] = [];
  const add = (condition: string, parameter: string | number) => {
    where += ` AND ${condition}`;
    parameters.push(parameter);
  };
  for (const { name, column } of columns) {
    const [allowed, forbidden] = [values[name], excluded[name]];
    if (allowed !== undefined)
      add(`${quoted(column)} IN (SELECT value FROM json_each(?))`, JSON.stringify(allowed));
    if (forbidden !== undefined) {
      add(
        `(${quoted(column)} IS NULL OR ${quoted(column)} NOT IN (SELECT value FROM json_each(?)))`,
        JSON.stringify(forbidden),
      );
    }
  }
  if (after !== null) add('timestamp >= ?', after);
  if (before !== null) add('timestamp < ?', before);
  return { where, parameters };
}

function* mapped<From, To>(items: Iterable<From>, map: (item: From) => To): Generator<To> {
  for (const item of items) yield map(item);
}
