import type { PostgresTransaction } from '@keelson/internal-postgres/transaction';
import { inverseDocumentFrequency } from '../ranking.js';
import type { DocumentsTable } from './documents-table.js';
import { Parameters } from './parameters.js';
import { operand, type ScoringTerm } from './tsquery.js';

/** So many of the newest documents of a tenant stand for all of them. */
const SAMPLE = 1_000;
/** A term of fewer documents in the sample is counted in the index. */
const FEW = 10;
/** Counting stops here. */
const MAX_COUNTED = 1_000;

/** What a search has to know of the documents of a tenant, whether they match or not. */
export interface Sample {
  /** Whether it is all that there are. */
  readonly isWhole: boolean;
  /** About how many there are. */
  readonly documents: number;
  /** The share of those that match and pass the filters. */
  readonly share: number;
  readonly averageLength: number;
  /** The inverse document frequency of each scoring term. */
  readonly weights: readonly number[];
}

interface SampleRow {
  readonly documents: number;
  readonly matches: number;
  readonly averageLength: number;
  readonly frequencies: readonly number[];
}

/**
 * Looks at the newest documents of a tenant.
 *
 * @param isMatch Makes a condition on a document `d`.
 */
export async function takeSample(
  inside: PostgresTransaction,
  table: DocumentsTable,
  tenant: string,
  terms: readonly ScoringTerm[],
  isMatch: (parameters: Parameters) => string,
): Promise<Sample> {
  const parameters = new Parameters();
  const owner = parameters.add(tenant, 'text');
  const frequencies = terms.map(
    (term) => `count(*) FILTER (WHERE d._terms @@ ${parameters.add(operand(term), 'tsquery')})`,
  );
  const { rows } = await inside.query<SampleRow>(
    `SELECT count(*)::integer AS documents, count(*) FILTER (WHERE ${isMatch(parameters)})::integer AS matches,
       coalesce(avg(d._length), 0)::double precision AS "averageLength",
       to_json(ARRAY[${frequencies.join(', ')}]::integer[]) AS frequencies
     FROM (SELECT * FROM ${table.name} d WHERE d._tenant = ${owner}
           ORDER BY d.timestamp DESC, d._row DESC LIMIT ${SAMPLE}) d`,
    parameters.values,
  );
  const { documents, matches, averageLength, frequencies: found } = rows[0] as SampleRow;
  const share = (count: number) => count / Math.max(1, documents);
  const isWhole = documents < SAMPLE;
  const total = isWhole ? documents : Math.max(documents, await estimateDocuments(inside, table, tenant));
  const rare = isWhole ? [] : terms.filter((_, at) => (found[at] ?? 0) < FEW);
  const counts = await countRare(inside, table, tenant, rare);
  const weights = terms.map((term, at) => {
    const estimate = share(found[at] ?? 0) * total;
    const count = counts.get(term) ?? estimate;
    return inverseDocumentFrequency(total, count < MAX_COUNTED ? count : Math.max(count, estimate));
  });
  return { isWhole, documents: total, share: share(matches), averageLength, weights };
}

/** What the planner believes: a true count would read the whole index. */
async function estimateDocuments(
  inside: PostgresTransaction,
  table: DocumentsTable,
  tenant: string,
): Promise<number> {
  interface Plan {
    readonly 'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];
  }
  const { rows } = await inside.query<Plan>(
    `EXPLAIN (FORMAT JSON) SELECT FROM ${table.name} WHERE _tenant = $1::text`,
    [tenant],
  );
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

/** In how many documents each term is, up to a bound. */
async function countRare(
  inside: PostgresTransaction,
  table: DocumentsTable,
  tenant: string,
  terms: readonly ScoringTerm[],
): Promise<ReadonlyMap<ScoringTerm, number>> {
  if (terms.length === 0) return new Map();
  const parameters = new Parameters();
  const owner = parameters.add(tenant, 'text');
  const counts = terms.map(
    (term) => `(SELECT count(*) FROM (SELECT FROM ${table.name} WHERE _tenant = ${owner}
       AND _terms @@ ${parameters.add(operand(term), 'tsquery')} LIMIT ${MAX_COUNTED}) found)`,
  );
  const { rows } = await inside.query<{ counts: readonly number[] }>(
    `SELECT to_json(ARRAY[${counts.join(', ')}]::integer[]) AS counts`,
    parameters.values,
  );
  return new Map(terms.map((term, at) => [term, rows[0]?.counts[at] ?? 0]));
}
