import type { AdapterFilters, AdapterQuery, SearchAdapter } from './adapter.js';
import { collapse } from './collapse.js';
import type { Collection } from './collection.js';
import { throwIfAborted } from './errors.js';
import { areFilters, bothFilters, filteredFields, hasKeywords, passNothing } from './filters.js';
import type { SearchAllOptions } from './options.js';
import { queryFields } from './query-fields.js';
import { parseQuery } from './query-language.js';
import type { SearchGroup, SearchHit, SearchResult } from './search-result.js';
import { type Found, tolerantSearch } from './tolerant-search.js';

/** Counts stop here: "1,000+". */
const MAX_COUNT = 1_000;
const LIMIT = 20;
const DEADLINE_MS = 500;
const HALF_LIFE_MS = 30 * 24 * 60 * 60 * 1000;

/** What is searched for, where, by whom. Everything has been checked. */
export interface Search {
  readonly adapter: SearchAdapter;
  readonly tenant: string;
  readonly text: string;
  /** All of them have the fields that the options filter by. */
  readonly collections: readonly Collection[];
  readonly filters: AdapterFilters;
  readonly options: SearchAllOptions;
  readonly signal: AbortSignal | undefined;
}

/** Searches the collections together and makes one ranked list of what they found. */
export async function searchCollections(search: Search): Promise<Omit<SearchResult, 'tookMs'>> {
  const { adapter, collections, options, signal } = search;
  throwIfAborted(signal);
  const { query, phrases } = toAdapterQuery(search);
  const found: Found =
    query === null
      ? { groups: [], partial: false, corrections: [] }
      : await tolerantSearch(adapter, query, {
          typos: (options.typos ?? true) && adapter.capabilities.typos,
          signal,
        });

  const weights = new Map(collections.map(({ name, weight }) => [name, weight]));
  const groups = found.groups
    .filter(({ count }) => count > 0)
    .map(({ collection, hits, count, exact }): SearchGroup => {
      const weight = weights.get(collection) ?? 1;
      return {
        collection,
        hits: hits.map((hit) => ({ collection, ...hit, score: hit.score * weight })),
        count,
        capped: !exact,
      };
    });
  const ranked = groups.flatMap(({ hits }) => hits).sort(bestFirst);
  const field = options.collapse;
  const shown = field === undefined ? ranked : collapse(ranked, ({ fields }) => fields[field]);
  return {
    hits: shown.slice(0, options.limit ?? LIMIT),
    groups,
    partial: found.partial,
    corrections: found.corrections,
    stats: { phrases, matches: groups.reduce((sum, { count }) => sum + count, 0) },
  };
}

/** The query as adapters take it, or null if there is nothing to look for. */
function toAdapterQuery({ tenant, text, collections, filters: given, options }: Search): {
  readonly query: AdapterQuery | null;
  readonly phrases: number;
} {
  const now = Date.now();
  const fields = queryFields(collections);
  const { query, filters: typed } = parseQuery(text, { prefix: options.prefix ?? true, fields, now });
  const filters = bothFilters(given, typed);
  const searched = collections.filter((collection) => hasKeywords(collection, filteredFields(filters)));
  const phrases = query.required.length + query.excluded.length;
  const isEmpty = phrases === 0 && !areFilters(typed);
  if (isEmpty || passNothing(filters) || searched.length === 0) return { query: null, phrases };
  const { recency = { halfLifeMs: HALF_LIFE_MS }, limit = LIMIT, deadlineMs = DEADLINE_MS } = options;
  return {
    phrases,
    query: {
      tenant,
      query,
      collections: searched.map(({ name }) => name),
      filters,
      limit,
      maxCount: MAX_COUNT,
      recency: recency === false ? null : { now, halfLifeMs: recency.halfLifeMs },
      collapse: options.collapse ?? null,
      deadlineMs,
    },
  };
}

function bestFirst(a: SearchHit, b: SearchHit): number {
  return Number(a.corrected) - Number(b.corrected) || b.score - a.score || b.timestamp - a.timestamp;
}
