import type { BatchRow, BatchTarget } from '@keelson/internal-postgres/batch';
import { quoteIdentifier } from '@keelson/internal-postgres/identifier';
import type { StoredDocument } from '../adapter.js';
import type { Collection, Field } from '../collection.js';
import type { DocumentTerms } from './document-terms.js';
import { fromStored, toStored } from './stored-text.js';

/** A row of a table by column. */
export type Row = Readonly<Record<string, unknown>>;

const PARTITIONS = 8;
/** Characters of a keyword that are in its index; PostgreSQL refuses longer entries. */
export const INDEXED_CHARACTERS = 256;
/** Columns that every table of PostgreSQL has. */
const SYSTEM_COLUMNS = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);
const TYPES = { text: 'text', keyword: 'text', number: 'double precision' } as const;
const COLLATIONS = { text: '', keyword: ' COLLATE "C"', number: '' } as const;

/**
 * The table of the documents of one collection, with their index. Columns of ours begin with `_`, those of the host's
 * fields never do.
 */
export class DocumentsTable {
  readonly collection: Collection;
  readonly textFields: readonly Field[];
  /** Quoted. */
  readonly name: string;
  readonly #name: string;

  constructor(collection: Collection) {
    this.collection = collection;
    this.textFields = collection.fields.filter(({ type }) => type === 'text');
    this.#name = `search_${collection.name}_documents`;
    this.name = quoteIdentifier(this.#name);
  }

  /** Gives each document its place in the order of first put. */
  get rowSequence(): string {
    return `${this.#name}_row`;
  }

  /** What must not change while data is stored: weights and what is required may. */
  get signature(): string {
    return this.collection.fields.map(({ name, type }) => `${name} ${type}`).join(', ');
  }

  /** Makes the table, hash-partitioned so that a search reads and maintains only a part of the index. */
  createSql(): string {
    const columns = this.collection.fields.map(
      ({ name, column, type }) =>
        `${quoteIdentifier(toSqlName(column))} ${name === 'timestamp' ? 'bigint NOT NULL' : TYPES[type] + COLLATIONS[type]}`,
    );
    const partitions = Array.from(
      { length: PARTITIONS },
      (_, number) => `CREATE TABLE ${quoteIdentifier(`${this.#name}_${number}`)} PARTITION OF ${this.name}
  FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${number});`,
    );
    const keywords = this.collection.fields.filter(({ type }) => type === 'keyword');
    return `
CREATE SEQUENCE ${quoteIdentifier(this.rowSequence)};
CREATE TABLE ${this.name} (
  _tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  _row bigint NOT NULL,
  ${columns.join(',\n  ')},
  _length integer NOT NULL,
  _split boolean NOT NULL,
  _terms tsvector NOT NULL,
  PRIMARY KEY (_tenant, id)
) PARTITION BY HASH (_tenant);
-- In the row itself where it fits: a search reads the terms of many documents, and the text of few.
ALTER TABLE ${this.name} ALTER COLUMN _terms SET STORAGE MAIN;
${partitions.join('\n')}
CREATE INDEX ON ${this.name} USING gin (_terms) WITH (gin_pending_list_limit = 1024);
CREATE INDEX ON ${this.name} (_tenant, timestamp, _row);
${keywords.map((field) => `CREATE INDEX ON ${this.name} (_tenant, ${indexedPart(this.column(field))}, timestamp, _row);`).join('\n')}`;
  }

  /** The column of a field, quoted. */
  column({ column }: Field): string {
    return quoteIdentifier(toSqlName(column));
  }

  /** A condition on the passages `p` of a document `d`. */
  get passagesOfDocument(): string {
    return `p.tenant = d._tenant AND p.collection = '${this.collection.name}' AND p.id = d.id`;
  }

  field(name: string): Field | undefined {
    return this.collection.fields.find((field) => field.name === name);
  }

  /** Where `writeRows` puts documents. */
  get target(): BatchTarget {
    const fields = this.collection.fields.map(
      ({ name, column, type }) => [toSqlName(column), name === 'timestamp' ? 'bigint' : TYPES[type]] as const,
    );
    return {
      table: this.#name,
      columns: {
        _tenant: 'text',
        id: 'text',
        _row: 'bigint',
        ...Object.fromEntries(fields),
        _length: 'integer',
        _split: 'boolean',
        _terms: 'tsvector',
      },
      key: ['_tenant', 'id'],
      keep: ['_row'],
    };
  }

  toRow(tenant: string, row: number, document: StoredDocument, terms: DocumentTerms): BatchRow {
    const values = this.collection.fields.map(({ name, column }) => {
      const value = document[name] ?? null;
      return [toSqlName(column), typeof value === 'string' ? toStored(value) : value] as const;
    });
    return {
      _tenant: tenant,
      id: document.id,
      _row: row,
      ...Object.fromEntries(values),
      _length: terms.length,
      _split: terms.passages.length > 0,
      _terms: terms.vector,
    };
  }

  toDocument(row: Row): StoredDocument {
    const values = this.collection.fields.map(({ name, column }) => {
      const value = row[toSqlName(column)] ?? null;
      return [name, typeof value === 'string' ? fromStored(value) : value] as const;
    });
    return Object.fromEntries<unknown>([['id', row['id']], ...values]) as StoredDocument;
  }
}

/** What the index of a keyword column has of it. */
export function indexedPart(column: string): string {
  return `left(${column}, ${INDEXED_CHARACTERS})`;
}

function toSqlName(column: string): string {
  return SYSTEM_COLUMNS.has(column) ? `${column}_` : column;
}
