import type {
  AdapterFilters,
  AdapterGroup,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterSimilarQuery,
  Place,
  SimilarTerm,
  StoredDocument,
  StoredEntry,
} from '../adapter.js';
import { collapse } from '../collapse.js';
import type { Collection } from '../collection.js';
import { editDistance } from '../edit-distance.js';
import { SearchError } from '../errors.js';
import { toHit } from '../hit.js';
import { pageOf } from '../page.js';
import { recencyFactor } from '../ranking.js';
import { Evaluation } from './evaluation.js';
import { InvertedIndex } from './inverted-index.js';

interface Entry extends Place {
  readonly tenant: string;
  readonly document: StoredDocument;
}

/** The documents of one collection with their index. Tenants share the index, and nothing else. */
export class MemoryCollection {
  readonly #collection: Collection;
  readonly #tenants = new Map<string, Map<string, Entry>>();
  readonly #byRow = new Map<number, Entry>();
  #index: InvertedIndex;
  #lastRow = 0;

  constructor(collection: Collection) {
    this.#collection = collection;
    this.#index = new InvertedIndex(collection);
  }

  size(tenant: string): number {
    return this.#of(tenant).size;
  }

  assertSame(collection: Collection): void {
    if (JSON.stringify(collection.fields) === JSON.stringify(this.#collection.fields)) return;
    throw new SearchError(
      'SEARCH_COLLECTION_CHANGED',
      `The collection "${collection.name}" is held with other fields. Declare the same fields, or use another name.`,
    );
  }

  put(tenant: string, document: StoredDocument): void {
    const own = this.#of(tenant);
    const existing = own.get(document.id);
    if (existing !== undefined) this.#index.remove(existing.row, existing.document);
    const row = existing?.row ?? (this.#lastRow += 1);
    const entry = { tenant, row, timestamp: document.timestamp, document };
    own.set(document.id, entry);
    this.#tenants.set(tenant, own);
    this.#byRow.set(row, entry);
    this.#index.add(row, document);
  }

  remove(tenant: string, id: string): boolean {
    const entry = this.#of(tenant).get(id);
    if (entry === undefined) return false;
    this.#index.remove(entry.row, entry.document);
    this.#byRow.delete(entry.row);
    return this.#of(tenant).delete(id);
  }

  get(tenant: string, id: string): StoredEntry | undefined {
    const entry = this.#of(tenant).get(id);
    return entry && { document: entry.document, place: { timestamp: entry.timestamp, row: entry.row } };
  }

  rebuild(): number {
    this.#index = new InvertedIndex(this.#collection);
    for (const [row, { document }] of this.#byRow) this.#index.add(row, document);
    return this.#byRow.size;
  }

  search(query: AdapterQuery): AdapterGroup {
    const evaluation = new Evaluation(this.#index, query.query);
    const matches = evaluation
      .rows(this.#byRow.keys())
      .flatMap((row) => {
        const entry = this.#byRow.get(row);
        return entry?.tenant === query.tenant && passes(entry.document, query.filters) ? [entry] : [];
      })
      .map(({ row, timestamp, document }) => {
        const score = evaluation.score(row) * recencyFactor(timestamp, query.recency);
        return { row, timestamp, document, score, more: 0 };
      })
      .sort((a, b) => b.score - a.score || b.timestamp - a.timestamp || b.row - a.row);
    const field = query.collapse;
    const shown = field === null ? matches : collapse(matches, ({ document }) => document[field]);
    return {
      collection: this.#collection.name,
      hits: shown
        .slice(0, query.limit)
        .map(({ document, score, more }) => toHit(this.#collection, document, score, query.query, more)),
      count: Math.min(matches.length, query.maxCount),
      exact: matches.length <= query.maxCount,
    };
  }

  /** Words of the tenant's documents that are like one. */
  *similar({ tenant, term, maxEdits }: AdapterSimilarQuery): Generator<SimilarTerm> {
    for (const [candidate, rows] of this.#index.entries()) {
      const edits = editDistance(term, candidate, maxEdits);
      if (edits > maxEdits) continue;
      let documents = 0;
      for (const row of rows.keys()) if (this.#byRow.get(row)?.tenant === tenant) documents += 1;
      if (documents > 0) yield { term: candidate, edits, documents };
    }
  }

  list({ tenant, filters, order, limit, from }: AdapterListQuery): AdapterPage {
    const direction = order === 'oldest' ? 1 : -1;
    const compare = (a: Place, b: Place) => direction * (a.timestamp - b.timestamp || a.row - b.row);
    const entries = [...this.#of(tenant).values()]
      .filter((entry) => passes(entry.document, filters) && (from === null || compare(entry, from) > 0))
      .sort(compare);
    return pageOf(entries, limit);
  }

  #of(tenant: string): Map<string, Entry> {
    return this.#tenants.get(tenant) ?? new Map<string, Entry>();
  }
}

function passes(document: StoredDocument, { values, excluded, after, before }: AdapterFilters): boolean {
  if (after !== null && document.timestamp < after) return false;
  if (before !== null && document.timestamp >= before) return false;
  const isOneOf = ([field, some]: readonly [string, readonly string[]]) =>
    some.includes(document[field] as string);
  return Object.entries(values).every(isOneOf) && !Object.entries(excluded).some(isOneOf);
}
