import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { type PostgresTransaction, transaction } from '@keelson/internal-postgres/transaction';
import type { AdapterSimilarQuery, SimilarTerm } from '../adapter.js';
import { byLikelihood, editDistance } from '../edit-distance.js';
import type { DocumentsTable } from './documents-table.js';
import { operand } from './tsquery.js';

/** Words of the dictionary that are compared. */
const MAX_COMPARED = 20_000;
/** The likeliest of them are looked up in the index. */
const MAX_LOOKED_UP = 100;
/** Counting the documents of a word stops here. */
const MAX_DOCUMENTS = 100;
/** Comes after every character in the collation `C`. */
const LAST = '\u{10ffff}';

/** The planner does not know how rare a word is; without these it might walk through all documents to find one. */
const SETTINGS = { enable_seqscan: 'off', enable_indexscan: 'off', enable_indexonlyscan: 'off', jit: 'off' };

interface WordRow {
  readonly collection: string;
  readonly word: string;
}

/**
 * Finds the words of the tenant's documents that are like one. The dictionary also has words of documents that are
 * gone, so every suggestion is looked up in the index.
 */
export async function similarWords(
  pool: SchemaPool,
  tables: readonly DocumentsTable[],
  query: AdapterSimilarQuery,
): Promise<readonly SimilarTerm[]> {
  return transaction(
    pool,
    async (inside) => {
      const words = await readWords(inside, query);
      const likely = [...new Set(words.map(({ word }) => word))]
        .map((term): SimilarTerm => ({
          term,
          edits: editDistance(query.term, term, query.maxEdits),
          documents: 0,
        }))
        .filter(({ edits }) => edits <= query.maxEdits)
        .sort(byLikelihood(query.term))
        .slice(0, MAX_LOOKED_UP);
      const documents = new Map<string, number>();
      for (const table of tables) {
        const own = words.filter(({ collection }) => collection === table.collection.name);
        const known = new Set(own.map(({ word }) => word));
        const asked = likely.map(({ term }) => term).filter((term) => known.has(term));
        for (const [word, count] of await countDocuments(inside, table, query.tenant, asked)) {
          documents.set(word, (documents.get(word) ?? 0) + count);
        }
      }
      return likely
        .map(({ term, edits }) => ({ term, edits, documents: documents.get(term) ?? 0 }))
        .filter((similar) => similar.documents > 0)
        .sort(byLikelihood(query.term))
        .slice(0, query.limit);
    },
    { settings: SETTINGS },
  );
}

/**
 * Reads the words of about the same length that begin or end like the one asked for. One edit, even a swap, leaves
 * the first or the last characters of less than half a word as they are; so do nine of ten pairs of edits with a quarter.
 *
 * Trigrams find fewer of them: an edit in the middle of a short word leaves few as they are.
 */
async function readWords(
  inside: PostgresTransaction,
  { tenant, collections, term, maxEdits }: AdapterSimilarQuery,
): Promise<readonly WordRow[]> {
  const characters = Array.from(term);
  const { length } = characters;
  const kept = maxEdits === 1 ? Math.floor((length - 1) / 2) : Math.max(2, Math.floor(length / 4));
  const beginning = characters.slice(0, kept).join('');
  const end = characters.toReversed().slice(0, kept).join('');
  const words = (expression: string, from: string, to: string) =>
    `SELECT collection, word FROM search_words WHERE tenant = $1::text AND collection = ANY ($2::text[])
       AND ${expression} >= ${from}::text AND ${expression} < ${to}::text
       AND char_length(word) BETWEEN $3::integer AND $4::integer`;
  const { rows } = await inside.query<WordRow>(
    `${words('word', '$5', '$6')} UNION ${words('reverse(word)', '$7', '$8')} LIMIT ${MAX_COMPARED}`,
    [tenant, collections, length - maxEdits, length + maxEdits, beginning, beginning + LAST, end, end + LAST],
  );
  return rows;
}

/** In how many documents of one collection each word is. */
async function countDocuments(
  inside: PostgresTransaction,
  table: DocumentsTable,
  tenant: string,
  words: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (words.length === 0) return new Map();
  const { rows } = await inside.query<{ word: string; documents: number }>(
    `SELECT asked.word, (
       SELECT count(*) FROM (
         SELECT FROM ${table.name} d WHERE d._tenant = $1::text AND d._terms @@ asked.query LIMIT ${MAX_DOCUMENTS}
       ) found
     )::integer AS documents
     FROM unnest($2::text[], $3::tsquery[]) AS asked (word, query)`,
    [tenant, words, words.map((word) => operand({ term: word, prefix: false }))],
  );
  return new Map(rows.map(({ word, documents }) => [word, documents]));
}
