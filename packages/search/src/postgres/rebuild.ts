import { binaryArray } from '@keelson/internal-postgres/binary-array';
import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { type PostgresTransaction, transaction } from '@keelson/internal-postgres/transaction';
import type { RebuildSlice } from '../adapter.js';
import { Turns } from '../turns.js';
import { documentTerms } from './document-terms.js';
import type { DocumentsTable, Row } from './documents-table.js';
import { type IndexEntry, writeIndex } from './index-tables.js';

/** A slice ends at so many documents or so much text, so that writers do not wait for long. */
const SLICE_DOCUMENTS = 500;
const SLICE_BYTES = 256 * 1024;
const SLICE_WORDS = 500;
/** Words are looked up in the index, however small the planner thinks the table is. */
const SETTINGS = { enable_seqscan: 'off', jit: 'off' };

/** How far the rebuild of a collection has come. */
interface State {
  /** Whether all documents are done and only the dictionary is left. */
  readonly sweeping: boolean;
  /** The last document, or the last word, that is done. */
  readonly tenant: string;
  readonly id: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Analyses the next documents anew, and in the end takes words out of the dictionary that no document has any more.
 *
 * Each document is changed in its place and at once, so that readers see its old terms or its new ones; what others
 * write meanwhile is as new as a rebuild could make it.
 */
export async function rebuildNext(pool: SchemaPool, table: DocumentsTable): Promise<RebuildSlice> {
  return transaction(pool, (inside) => rebuildSlice(inside, table), { settings: SETTINGS });
}

async function rebuildSlice(inside: PostgresTransaction, table: DocumentsTable): Promise<RebuildSlice> {
  const { name } = table.collection;
  const state = await lockState(inside, table);
  const last = state.sweeping
    ? await sweepWords(inside, table, state)
    : await rebuildDocuments(inside, table, state);
  if (last === null && state.sweeping) {
    await inside.query('DELETE FROM search_rebuilds WHERE collection = $1::text', [name]);
    return { done: state.total, total: state.total, finished: true };
  }
  const done = state.done + (last?.documents ?? 0);
  const total = last === null ? done : Math.max(done, state.total);
  await inside.query(
    `UPDATE search_rebuilds SET sweeping = $2, tenant = $3, id = $4, done = $5, total = $6
     WHERE collection = $1::text`,
    [name, state.sweeping || last === null, last?.tenant ?? '', last?.id ?? '', done, total],
  );
  return { done, total, finished: false };
}

/** Where a slice ended. */
interface Last {
  readonly tenant: string;
  readonly id: string;
  readonly documents: number;
}

/** Reads how far the rebuild is, or begins one. Two that rebuild one collection take turns. */
async function lockState(inside: PostgresTransaction, table: DocumentsTable): Promise<State> {
  const { name } = table.collection;
  const columns = 'sweeping, tenant, id, done, total';
  const begun = await inside.query<State>(
    `SELECT ${columns} FROM search_rebuilds WHERE collection = $1::text FOR UPDATE`,
    [name],
  );
  if (begun.rows[0] !== undefined) return begun.rows[0];
  const { rows } = await inside.query<State>(
    `INSERT INTO search_rebuilds (collection, sweeping, tenant, id, done, total)
     SELECT $1::text, false, '', '', 0, count(*) FROM ${table.name}
     ON CONFLICT (collection) DO UPDATE SET total = search_rebuilds.total RETURNING ${columns}`,
    [name],
  );
  return rows[0] as State;
}

async function rebuildDocuments(
  inside: PostgresTransaction,
  table: DocumentsTable,
  state: State,
): Promise<Last | null> {
  const turns = new Turns();
  const entries: IndexEntry[] = [];
  for (const row of await lockDocuments(inside, table, state)) {
    const document = table.toDocument(row);
    const terms = await documentTerms(table.textFields, document, turns);
    entries.push({ tenant: String(row['_tenant']), id: document.id, terms });
  }
  const last = entries.at(-1);
  if (last === undefined) return null;
  await updateTerms(inside, table, entries);
  await writeIndex(inside, table, entries);
  return { tenant: last.tenant, id: last.id, documents: entries.length };
}

/** Reads the text of the next documents, and keeps writers from them. */
async function lockDocuments(
  inside: PostgresTransaction,
  table: DocumentsTable,
  { tenant, id }: State,
): Promise<readonly Row[]> {
  const texts = table.textFields.map((field) => table.column(field));
  const bytes = texts.map((text) => `coalesce(octet_length(${text}), 0)`).join(' + ');
  const { rows } = await inside.query<Row>(
    `SELECT d._tenant, d.id, ${texts.map((text) => `d.${text}`).join(', ')}
     FROM ${table.name} d JOIN (
       SELECT _tenant, id, sum(bytes) OVER (ORDER BY _tenant, id) - bytes AS before FROM (
         SELECT _tenant, id, ${bytes} AS bytes FROM ${table.name}
         WHERE (_tenant, id) > ($1::text, $2::text) ORDER BY _tenant, id LIMIT ${SLICE_DOCUMENTS}
       ) next
     ) slice ON d._tenant = slice._tenant AND d.id = slice.id
     WHERE slice.before <= ${SLICE_BYTES} ORDER BY d._tenant, d.id FOR UPDATE OF d`,
    [tenant, id],
  );
  return rows;
}

async function updateTerms(
  inside: PostgresTransaction,
  table: DocumentsTable,
  entries: readonly IndexEntry[],
): Promise<void> {
  await inside.query(
    `UPDATE ${table.name} d SET _terms = anew.terms, _length = anew.length, _split = anew.split
     FROM unnest($1::text[], $2::text[], $3::tsvector[], $4::integer[], $5::boolean[])
       AS anew (tenant, id, terms, length, split)
     WHERE d._tenant = anew.tenant AND d.id = anew.id
       AND (d._terms, d._length, d._split) IS DISTINCT FROM (anew.terms, anew.length, anew.split)`,
    [
      entries.map(({ tenant }) => tenant),
      entries.map(({ id }) => id),
      binaryArray(
        'tsvector',
        entries.map(({ terms }) => terms.vector),
      ),
      entries.map(({ terms }) => terms.length),
      entries.map(({ terms }) => terms.passages.length > 0),
    ],
  );
}

/** Takes out of the dictionary the next words that are in no document. */
async function sweepWords(
  inside: PostgresTransaction,
  table: DocumentsTable,
  { tenant, id }: State,
): Promise<Last | null> {
  const { rows } = await inside.query<{ tenant: string; word: string }>(
    `SELECT tenant, word FROM search_words WHERE collection = $1::text AND (tenant, word) > ($2::text, $3::text)
     ORDER BY tenant, word LIMIT ${SLICE_WORDS}`,
    [table.collection.name, tenant, id],
  );
  const last = rows.at(-1);
  if (last === undefined) return null;
  // A word has letters only, and quotes make it a query.
  await inside.query(
    `DELETE FROM search_words w USING unnest($2::text[], $3::text[]) AS next (tenant, word)
     WHERE w.tenant = next.tenant AND w.collection = $1::text AND w.word = next.word AND NOT EXISTS (
       SELECT FROM ${table.name} d WHERE d._tenant = w.tenant AND d._terms @@ concat('''', w.word, '''')::tsquery
     )`,
    [table.collection.name, rows.map((row) => row.tenant), rows.map((row) => row.word)],
  );
  return { tenant: last.tenant, id: last.word, documents: 0 };
}
