import type { Collection } from '../collection.js';
import type { Phrase } from '../query.js';
import type { Statements } from './statements.js';
import { columnsOf, quoted, tablesOf } from './tables.js';

/** The terms of each text column, separated by spaces. */
export type Texts = ReadonlyMap<string, string>;

/** The FTS5 index of a collection: it knows where words stand, and other programs can read it. */
export class FullText {
  readonly #statements: Statements;
  readonly #names: readonly string[];
  readonly #columns: readonly string[];
  readonly #table: string;

  constructor(statements: Statements, collection: Collection, table = tablesOf(collection).index) {
    this.#statements = statements;
    this.#names = columnsOf(collection).flatMap(({ column, type }) => (type === 'text' ? column : []));
    this.#columns = this.#names.map(quoted);
    this.#table = table;
  }

  add(row: number, texts: Texts): void {
    this.#statements
      .prepare(
        `INSERT INTO ${this.#table} (rowid, ${this.#columns.join(', ')}) VALUES (?${', ?'.repeat(this.#columns.length)})`,
      )
      .run(row, ...this.#values(texts));
  }

  /** FTS5 keeps no copy of the text, so it has to be told the terms that it is to forget. */
  remove(row: number, texts: Texts): void {
    this.#statements
      .prepare(
        `INSERT INTO ${this.#table} (${this.#table}, rowid, ${this.#columns.join(', ')})
         VALUES ('delete', ?${', ?'.repeat(this.#columns.length)})`,
      )
      .run(row, ...this.#values(texts));
  }

  /** All rows in which the terms of a phrase stand next to each other. */
  rowsWith({ terms, prefix }: Phrase, column: string | null): ReadonlySet<number> {
    // Terms are letters and digits only; the quotes keep words such as AND from being operators.
    const match = `${column === null ? '' : `{${quoted(column)}} : `}"${terms.join(' ')}"${prefix ? ' *' : ''}`;
    const rows = this.#statements
      .prepare(`SELECT rowid AS row FROM ${this.#table} WHERE ${this.#table} MATCH ?`)
      .all(match) as { row: number }[];
    return new Set(rows.map(({ row }) => row));
  }

  /** https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option */
  setSecureDelete(): void {
    this.#statements
      .prepare(`INSERT INTO ${this.#table} (${this.#table}, rank) VALUES ('secure-delete', 1)`)
      .run();
  }

  /** Merges a few pages of the index. Returns whether there is more to merge. */
  merge(pages: number): boolean {
    const changes = () => (this.#statements.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
    const before = changes();
    this.#statements
      .prepare(`INSERT INTO ${this.#table} (${this.#table}, rank) VALUES ('merge', ?)`)
      .run(pages);
    // Two changes are those of the command itself, https://www.sqlite.org/fts5.html#the_merge_command
    return changes() - before >= 2;
  }

  #values(texts: Texts): (string | null)[] {
    return this.#names.map((column) => texts.get(column) ?? null);
  }
}
