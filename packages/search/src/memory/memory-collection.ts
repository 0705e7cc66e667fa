import type {
  AdapterGroup,
  AdapterHit,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  StoredDocument,
} from '../adapter.js';
import type { Collection } from '../collection.js';
import { SearchError } from '../errors.js';
import { toHit } from '../hit.js';
import { pageOf } from '../page.js';
import type { Phrase } from '../query.js';
import { InvertedIndex } from './inverted-index.js';

interface Entry {
  /** The order in which ids were first put. */
  readonly row: number;
  readonly document: StoredDocument;
}

/** BM25 constants, the same as FTS5's. */
const K1 = 1.2;
const B = 0.75;

/** The documents of one collection with their index. */
export class MemoryCollection {
  readonly #collection: Collection;
  readonly #byId = new Map<string, Entry>();
  readonly #byRow = new Map<number, Entry>();
  #index: InvertedIndex;
  #lastRow = 0;

  constructor(collection: Collection) {
    this.#collection = collection;
    this.#index = new InvertedIndex(collection);
  }

  get size(): number {
    return this.#byId.size;
  }

  assertSame(collection: Collection): void {
    if (JSON.stringify(collection.fields) === JSON.stringify(this.#collection.fields)) return;
    throw new SearchError(
      'SEARCH_COLLECTION_CHANGED',
      `The collection "${collection.name}" is held with other fields. Declare the same fields, or use another name.`,
    );
  }

  put(document: StoredDocument): void {
    const existing = this.#byId.get(document.id);
    if (existing !== undefined) this.#index.remove(existing.row, existing.document);
    const entry = { row: existing?.row ?? (this.#lastRow += 1), document };
    this.#byId.set(document.id, entry);
    this.#byRow.set(entry.row, entry);
    this.#index.add(entry.row, document);
  }

  remove(id: string): boolean {
    const entry = this.#byId.get(id);
    if (entry === undefined) return false;
    this.#index.remove(entry.row, entry.document);
    this.#byId.delete(id);
    return this.#byRow.delete(entry.row);
  }

  rebuild(): number {
    this.#index = new InvertedIndex(this.#collection);
    for (const { row, document } of this.#byId.values()) this.#index.add(row, document);
    return this.size;
  }

  search(query: AdapterQuery): AdapterGroup {
    const matches = this.#matches(query.query.phrases)
      .map(({ row, score }) => ({ entry: this.#byRow.get(row) as Entry, score }))
      .filter(({ entry }) => passes(entry.document, query.filters))
      .sort((a, b) => b.score - a.score || b.entry.document.timestamp - a.entry.document.timestamp);
    const hits: AdapterHit[] = matches
      .slice(0, query.limit)
      .map(({ entry, score }) => toHit(this.#collection, entry.document, score, query.query));
    return { collection: this.#collection.name, hits, count: Math.min(matches.length, query.maxCount) };
  }

  /** Rows that contain every phrase, with their BM25 score. */
  #matches(phrases: readonly Phrase[]): { row: number; score: number }[] {
    const frequencies = phrases.map((phrase) => this.#index.frequencies(phrase));
    const [rarest, ...others] = [...frequencies].sort((a, b) => a.size - b.size);
    const rows = [...(rarest?.keys() ?? [])].filter((row) => others.every((rows) => rows.has(row)));
    const averageLength = this.#index.totalLength / Math.max(1, this.size);
    return rows.map((row) => {
      const length = this.#index.lengthOf(row);
      let score = 0;
      for (const rows of frequencies) {
        const frequency = rows.get(row) ?? 0;
        const rarity = Math.log((this.size - rows.size + 0.5) / (rows.size + 0.5));
        score +=
          (Math.max(rarity, 1e-6) * frequency * (K1 + 1)) /
          (frequency + K1 * (1 - B + (B * length) / averageLength));
      }
      return { row, score };
    });
  }

  list(query: AdapterListQuery): AdapterPage {
    const direction = query.order === 'oldest' ? 1 : -1;
    const compare = (a: { timestamp: number; row: number }, b: { timestamp: number; row: number }) =>
      direction * (a.timestamp - b.timestamp || a.row - b.row);
    const entries = [...this.#byId.values()]
      .map(({ row, document }) => ({ row, timestamp: document.timestamp, document }))
      .filter(
        (entry) =>
          passes(entry.document, query.filters) && (query.from === null || compare(entry, query.from) > 0),
      )
      .sort(compare);
    return pageOf(entries, query.limit);
  }
}

function passes(document: StoredDocument, { values, after, before }: AdapterQuery['filters']): boolean {
  if (after !== null && document.timestamp < after) return false;
  if (before !== null && document.timestamp >= before) return false;
  return Object.entries(values).every(([field, allowed]) => allowed.includes(document[field] as string));
}
