import { type BatchTarget, writeRows } from '@keelson/internal-postgres/batch';
import type { PostgresTransaction } from '@keelson/internal-postgres/transaction';
import type { DocumentTerms } from './document-terms.js';
import type { DocumentsTable } from './documents-table.js';

/** What the index shall hold about a document. */
export interface IndexEntry {
  readonly tenant: string;
  readonly id: string;
  readonly terms: DocumentTerms;
}

const PASSAGES: BatchTarget = {
  table: 'search_passages',
  columns: {
    tenant: 'text',
    collection: 'text',
    id: 'text',
    part: 'integer',
    field: 'integer',
    terms: 'tsvector',
  },
};
const WORDS: BatchTarget = {
  table: 'search_words',
  columns: { tenant: 'text', collection: 'text', word: 'text' },
  key: ['tenant', 'collection', 'word'],
  onConflict: 'ignore',
};

/**
 * Puts what is not in the row of a document in its place. The rows are locked by then: writers lock them first,
 * in the order of their ids, so that nobody else writes here about the same documents.
 */
export async function writeIndex(
  inside: PostgresTransaction,
  { collection: { name: collection } }: DocumentsTable,
  entries: readonly IndexEntry[],
): Promise<void> {
  await removePassages(inside, collection, entries);
  await writeRows(
    inside,
    PASSAGES,
    entries.flatMap(({ tenant, id, terms }) =>
      terms.passages.map(({ field, vector }, part) => ({
        tenant,
        collection,
        id,
        part,
        field,
        terms: vector,
      })),
    ),
  );
  await writeRows(
    inside,
    WORDS,
    [...wordsByTenant(entries)].flatMap(([tenant, words]) =>
      Array.from(words, (word) => ({ tenant, collection, word })),
    ),
  );
}

/** Each word once: documents of one batch share most of them. */
function wordsByTenant(entries: readonly IndexEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const words = new Map<string, Set<string>>();
  for (const { tenant, terms } of entries) {
    const own = words.get(tenant) ?? new Set<string>();
    for (const word of terms.words) own.add(word);
    words.set(tenant, own);
  }
  return words;
}

/** Removes the passages of documents. */
export async function removePassages(
  inside: PostgresTransaction,
  collection: string,
  documents: readonly { readonly tenant: string; readonly id: string }[],
): Promise<void> {
  await inside.query(
    `DELETE FROM search_passages p USING unnest($1::text[], $2::text[]) AS doomed (tenant, id)
     WHERE p.tenant = doomed.tenant AND p.collection = $3::text AND p.id = doomed.id`,
    [documents.map(({ tenant }) => tenant), documents.map(({ id }) => id), collection],
  );
}
