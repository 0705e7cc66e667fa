import type { AdapterFilters } from '../adapter.js';
import type { Field } from '../collection.js';
import type { Phrase, ParsedQuery } from '../query.js';
import { inverseDocumentFrequency } from '../ranking.js';
import { isUnspaced } from '../tokenizer.js';
import type { DocumentTable } from './documents.js';
import type { FullText } from './full-text.js';
import { anyTenantKey, tenantKey } from './impact/document-keys.js';
import type { Snapshot } from './impact/impact-reader.js';
import { fieldKey, filterKey, pairKey, termKey } from './impact/key.js';
import type { PhrasePlan, SearchPlan } from './impact/ranked-search.js';
import type { Stream } from './impact/stream.js';
import { phraseCheck } from './phrase-check.js';

export interface PlanOptions {
  readonly snapshot: Snapshot;
  readonly fullText: FullText;
  readonly documents: DocumentTable;
  readonly fields: readonly Field[];
  /** Whether words are known by field. */
  readonly hasFieldKeys: boolean;
  readonly tenant: string;
}

/** Turns a query and its filters into streams of the index. */
export function planSearch(query: ParsedQuery, filters: AdapterFilters, options: PlanOptions): SearchPlan {
  const { snapshot, fields, tenant } = options;
  const scoring = new Set<Stream>();
  const clauses: PhrasePlan[][] = [];
  for (const { anyOf } of query.required) {
    clauses.push(anyOf.flatMap((phrase) => planPhrase(phrase, options) ?? []));
    for (const { terms, prefix } of anyOf) {
      for (const [index, term] of terms.entries()) {
        scoring.add(snapshot.stream(termKey(term), prefix && index === terms.length - 1));
      }
    }
  }
  const excluded = query.excluded.flatMap((phrase) => planPhrase(phrase, options) ?? []);

  const value = (column: string, text: string) => matching(snapshot.stream(filterKey(column, text), false));
  for (const { name, column } of fields) {
    const [allowed, forbidden] = [filters.values[name], filters.excluded[name]];
    if (allowed !== undefined) clauses.push(allowed.map((text) => value(column, text)));
    if (forbidden !== undefined) excluded.push(...forbidden.map((text) => value(column, text)));
  }
  if (tenant === '') excluded.push(matching(snapshot.stream(anyTenantKey, false)));
  else clauses.push([matching(snapshot.stream(tenantKey(tenant), false))]);

  const { documents } = snapshot.generation;
  const streams = [...clauses.flat(), ...excluded].flatMap((phrase) => phrase.streams);
  return {
    cut: [...streams, ...scoring].some(({ cut }) => cut),
    clauses,
    excluded: excluded.filter((phrase) => phrase.streams.every(({ windows }) => windows.length > 0)),
    scoring: [...scoring].map((stream) => ({
      stream,
      idf: inverseDocumentFrequency(documents, stream.documents),
    })),
  };
}

function matching(stream: Stream): PhrasePlan {
  return { streams: [stream], check: null };
}

/** The streams that a phrase needs, or undefined where the collection lacks its field. */
function planPhrase({ terms, prefix, field }: Phrase, options: PlanOptions): PhrasePlan | undefined {
  const { snapshot, fields, hasFieldKeys } = options;
  const column =
    field === null ? null : fields.find(({ name, type }) => name === field && type === 'text')?.column;
  if (column === undefined) return undefined;
  const inField = hasFieldKeys ? column : null;
  const words = new Set<Stream>();
  const pairs = new Set<Stream>();
  for (const [index, term] of terms.entries()) {
    const isPrefix = prefix && index === terms.length - 1;
    words.add(snapshot.stream(inField === null ? termKey(term) : fieldKey(inField, term), isPrefix));
    const before = terms[index - 1];
    if (before !== undefined && isUnspaced(before) && isUnspaced(term)) {
      pairs.add(snapshot.stream(pairKey(before, term), isPrefix));
    }
  }
  // A word by itself needs no check, nor do two characters: the index knows which stand together.
  const known = terms.length === 1 || (terms.length === 2 && pairs.size === 1 && inField === null);
  const postings = [...words].reduce((sum, { documents }) => sum + documents, 0);
  return {
    streams: [...words, ...pairs],
    check: known ? null : phraseCheck({ terms, prefix, field }, inField, postings, options),
  };
}
