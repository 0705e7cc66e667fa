import { labelOf } from './document-terms.js';
import type { DocumentsTable } from './documents-table.js';
import type { Parameters } from './parameters.js';
import { OWN } from './passages.js';
import { LABELS } from './terms-vector.js';
import { operand, type ScoringTerm } from './tsquery.js';

/** Terms that a passage repeats from the one before do not count again. */
const PASSAGE_WEIGHTS = LABELS.map((_, label) => Number(label === OWN));

/**
 * How often a document `d` has each term, by weight of field, as JSON. `ts_rank_cd` of a single term is the sum of the
 * weights of its occurrences, see `calc_rank_cd` in
 * https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/tsrank.c
 */
export function frequenciesSql(
  table: DocumentsTable,
  terms: readonly ScoringTerm[],
  parameters: Parameters,
): string {
  if (terms.length === 0) return `'[]'::json`;
  const queries = terms.map((term) => parameters.add(operand(term), 'tsquery'));
  const weights = table.textFields.map(({ weight }) => weight);
  // PostgreSQL takes weights up to 1.
  const greatest = Math.max(...weights) || 1;
  const byLabel = LABELS.map(() => 0);
  // Where fields share a label, the first of them counts: documents with text in the others are split.
  for (const [field, weight] of [...weights.entries()].reverse()) byLabel[labelOf(field)] = weight / greatest;

  const labels = parameters.add(byLabel, 'real[]');
  const scale = parameters.add(greatest, 'double precision');
  const own = parameters.add(PASSAGE_WEIGHTS, 'real[]');
  const fields = parameters.add(weights, 'double precision[]');
  const inVector = queries.map((query) => `ts_rank_cd(${labels}, d._terms, ${query}) * ${scale}`);
  const inPassages = queries.map(
    (query) => `sum(ts_rank_cd(${own}, p.terms, ${query}) * (${fields})[p.field + 1])`,
  );
  return `to_json(CASE WHEN d._split
    THEN (SELECT ARRAY[${inPassages.join(', ')}] FROM search_passages p WHERE ${table.passagesOfDocument})
    ELSE ARRAY[${inVector.join(', ')}] END)`;
}
