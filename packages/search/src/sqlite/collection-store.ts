import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import type {
  AdapterBatch,
  AdapterFilters,
  AdapterGroup,
  AdapterHit,
  AdapterQuery,
  AdapterSimilarQuery,
  RebuildSlice,
  SimilarTerm,
  StoredDocument,
} from '../adapter.js';
import { collapse } from '../collapse.js';
import type { Collection } from '../collection.js';
import { byLikelihood } from '../edit-distance.js';
import { toHit } from '../hit.js';
import type { ParsedQuery } from '../query.js';
import { charactersIn } from '../slices.js';
import { type DocumentRow, DocumentTable } from './documents.js';
import { FullText } from './full-text.js';
import { anyTenantKey, DocumentAnalyzer } from './impact/document-keys.js';
import { Eraser } from './impact/eraser.js';
import { type Generation, GenerationTable } from './impact/generation.js';
import { ImpactReader, type Snapshot } from './impact/impact-reader.js';
import { type IndexedDocument, ImpactWriter } from './impact/impact-writer.js';
import type { Maintenance } from './impact/maintenance.js';
import type { SearchPlan } from './impact/ranked-search.js';
import { planSearch } from './search-plan.js';
import { Statements } from './statements.js';
import { createIndex, tablesOf } from './tables.js';

/** A rebuild slice ends at this many documents or this much text, so that the lock is not held for long. */
const SLICE_DOCUMENTS = 500;
const SLICE_CHARACTERS = 128 * 1024;
/** Where hits are collapsed, this many times the limit are ranked, so that enough values are among them. */
const COLLAPSE_FACTOR = 16;
/** Words looked at before those of other tenants are left out. */
const MAX_SIMILAR = 1_000;
const NO_FILTERS: AdapterFilters = { values: {}, excluded: {}, after: null, before: null };
/** Pages of the full-text index merged in one step. */
const MERGE_PAGES = 16;
/** How long a slice of a rebuild merges what it has written, in milliseconds. */
const MERGE_MS = 4;

/** Whether there is more to merge, and whether searches suffer from it already. */
export type MaintenanceState = 'done' | 'more' | 'behind';

/** One collection in SQLite: its documents, where their words stand, and what each is worth, changed together. */
export class CollectionStore {
  readonly documents: DocumentTable;
  readonly #database: SqliteDatabase;
  readonly #collection: Collection;
  readonly #fullText: FullText;
  readonly #nextFullText: FullText;
  readonly #analyzer: DocumentAnalyzer;
  readonly #generations: GenerationTable;
  readonly #writer: ImpactWriter;
  readonly #reader: ImpactReader;
  readonly #maintenance: Maintenance;
  readonly #eraser: Eraser | undefined;
  /** What the writes of this transaction add, which is one segment however many they are. */
  #added = new Map<number, IndexedDocument>();
  #lastRow = 0;

  constructor(
    database: SqliteDatabase,
    collection: Collection,
    maintenance: Maintenance,
    secureDelete: boolean,
  ) {
    const statements = new Statements(database);
    this.#database = database;
    this.#collection = collection;
    this.documents = new DocumentTable(statements, collection);
    this.#fullText = new FullText(statements, collection);
    this.#nextFullText = new FullText(statements, collection, tablesOf(collection).nextIndex);
    this.#analyzer = new DocumentAnalyzer(collection);
    this.#generations = new GenerationTable(database);
    this.#writer = new ImpactWriter(database, this.#analyzer.unit);
    this.#reader = new ImpactReader(database, collection.name, this.#analyzer.unit);
    this.#maintenance = maintenance;
    this.#eraser = secureDelete ? new Eraser(database) : undefined;
  }

  /** Returns how many documents were replaced. */
  put({ tenant, documents }: AdapterBatch): number {
    const live = this.#live();
    const building = this.#building();
    let replaced = 0;
    this.#lastRow = Math.max(this.#lastRow, live.lastRow);
    for (const document of new Map(documents.map((each) => [each.id, each])).values()) {
      const existing = this.documents.find(tenant, document.id);
      if (existing !== undefined && this.documents.isSame(existing.document, document)) continue;
      this.#lastRow += 1;
      if (existing === undefined) {
        this.documents.insert(this.#lastRow, tenant, document);
      } else {
        this.#forget(existing, live, building);
        this.documents.update(existing.row, this.#lastRow, document);
        replaced += 1;
      }
      const indexed = this.#indexed(this.#lastRow, tenant, document);
      this.#fullText.add(indexed.row, indexed.texts);
      this.#added.set(indexed.row, indexed);
    }
    return replaced;
  }

  /** Runs a write. If it fails, what it did here is undone as what it did to the database is. */
  undoable<T>(write: () => T): T {
    const before = new Map(this.#added);
    try {
      return write();
    } catch (error) {
      this.#added = before;
      throw error;
    }
  }

  /** Forgets what a transaction that was undone had added. */
  begun(): void {
    this.#added.clear();
    this.#lastRow = 0;
  }

  /** Writes what the transaction has added. */
  ending(): void {
    if (this.#added.size > 0) this.#writer.add(this.#live(), [...this.#added.values()]);
    this.#added.clear();
  }

  remove(tenant: string, id: string): boolean {
    const existing = this.documents.find(tenant, id);
    if (existing === undefined) return false;
    this.#forget(existing, this.#live(), this.#building());
    this.documents.delete(existing.row);
    return true;
  }

  search(query: AdapterQuery, isOver: () => boolean): { group: AdapterGroup; partial: boolean } {
    const { fields, name } = this.#collection;
    const snapshot = this.#reader.snapshot();
    if (snapshot.generation.documents === 0) {
      return { partial: false, group: { collection: name, hits: [], count: 0, exact: true } };
    }
    const plan = this.#plan(snapshot, query.tenant, query.query, query.filters);
    const column = fields.find((field) => field.name === query.collapse)?.column;
    const { ranked, count, exact, partial } = snapshot.rank(plan, {
      limit: query.limit * (column === undefined ? 1 : COLLAPSE_FACTOR),
      maxCount: query.maxCount,
      recency: query.recency,
      times: query.filters,
      isOver,
    });
    const each = ranked.map(({ row, score }) => ({ row, score, more: 0 }));
    const shown =
      column === undefined ? each : collapse(each, ({ row }) => this.documents.keyword(row, column));
    const hits: readonly AdapterHit[] = shown
      .slice(0, query.limit)
      .map(({ row, score, more }) =>
        toHit(this.#collection, this.documents.excerpt(row), score, query.query, more),
      );
    // Bounds of other weights promise too little or too much, until the index is made anew.
    const isStale = !this.#isCurrent(snapshot.generation);
    return { partial: partial || isStale, group: { collection: name, hits, count, exact } };
  }

  /** Words of the tenant's documents like one word. */
  similar({ tenant, term, maxEdits, limit }: AdapterSimilarQuery): readonly SimilarTerm[] {
    const snapshot = this.#reader.snapshot();
    const anyTenant = snapshot.stream(anyTenantKey, false);
    const similar = snapshot.similar(term, maxEdits, MAX_SIMILAR);
    if (anyTenant.documents === 0 && tenant === '') return similar.slice(0, limit);
    // What other tenants wrote is neither shown nor counted.
    const own: SimilarTerm[] = [];
    for (const { term: word, edits } of similar) {
      const documents = this.#count(snapshot, tenant, word);
      if (documents > 0) own.push({ term: word, edits, documents });
      if (own.length === limit) break;
    }
    return own.sort(byLikelihood(term));
  }

  rebuildSlice(): RebuildSlice {
    this.ending();
    const { index, nextIndex } = tablesOf(this.#collection);
    const live = this.#live();
    const total = live.documents;
    let building = this.#building();
    if (building === undefined || !this.#isCurrent(building)) {
      if (building !== undefined) this.#generations.drop(building);
      this.#database.exec(`DROP TABLE IF EXISTS ${nextIndex}`);
      createIndex(this.#database, this.#collection, nextIndex);
      if (this.#eraser !== undefined) this.#nextFullText.setSecureDelete();
      building = this.#generations.create(this.#collection.name, 'building', this.#analyzer.version);
    }
    const slice: IndexedDocument[] = [];
    let characters = 0;
    for (let last = building.lastRow; slice.length < SLICE_DOCUMENTS && characters < SLICE_CHARACTERS;) {
      // One at a time: better-sqlite3 runs nothing else while it iterates, and many at once could be gigabytes.
      const next = this.documents.after(last);
      if (next === undefined) break;
      slice.push(this.#indexed(next.row, next.tenant, next.document));
      characters += charactersIn(next.document);
      last = next.row;
    }
    if (slice.length > 0) {
      for (const { row, texts } of slice) this.#nextFullText.add(row, texts);
      this.#writer.add(building, slice);
      this.#maintenance.step(building, this.#analyzer.unit, performance.now() + MERGE_MS);
      return { done: building.documents + slice.length, total, finished: false };
    }
    this.#database.exec(`DROP TABLE ${index}; ALTER TABLE ${nextIndex} RENAME TO ${index}`);
    this.#generations.replace(live, building);
    return { done: total, total, finished: true };
  }

  /** About how many documents of a tenant have a word. */
  #count(snapshot: Snapshot, tenant: string, term: string): number {
    const phrase = { terms: [term], prefix: false, field: null };
    const plan = this.#plan(snapshot, tenant, { required: [{ anyOf: [phrase] }], excluded: [] }, NO_FILTERS);
    const options = { limit: 1, maxCount: 100, recency: null, times: NO_FILTERS, isOver: () => false };
    return snapshot.rank(plan, options).count;
  }

  #plan(snapshot: Snapshot, tenant: string, query: ParsedQuery, filters: AdapterFilters): SearchPlan {
    return planSearch(query, filters, {
      snapshot,
      fullText: this.#fullText,
      documents: this.documents,
      fields: this.#collection.fields,
      hasFieldKeys: this.#analyzer.hasFieldKeys,
      tenant,
    });
  }

  /** Whether the index is to be made anew, or searches suffer from what is not merged. */
  isLeftOff(): boolean {
    const live = this.#live();
    return !this.#isCurrent(live) || this.#maintenance.isBehind(live);
  }

  /** Has the full-text index forget removed words at once, and not at a later merge. */
  setSecureDelete(): void {
    this.#fullText.setSecureDelete();
  }

  /** Merges until about `end`, a time of `performance.now`. */
  maintain(end: number): MaintenanceState {
    const live = this.#live();
    if (!this.#isCurrent(live)) {
      if (performance.now() < end) this.rebuildSlice();
      return 'more';
    }
    if (this.#maintenance.isBehind(live)) {
      this.#maintenance.step(live, this.#analyzer.unit, end);
      this.#fullText.merge(MERGE_PAGES);
      return 'behind';
    }
    if (performance.now() >= end) return 'more';
    const merging = this.#maintenance.step(live, this.#analyzer.unit, end);
    return this.#fullText.merge(MERGE_PAGES) || merging ? 'more' : 'done';
  }

  #isCurrent({ analyzer }: Generation): boolean {
    return analyzer === this.#analyzer.version;
  }

  #live(): Generation {
    return this.#generations.find(this.#collection.name, 'live') as Generation;
  }

  #building(): Generation | undefined {
    return this.#generations.find(this.#collection.name, 'building');
  }

  /** Takes a document out of the index, and out of the next one if the rebuild has passed its row. */
  #forget({ row, tenant, document }: DocumentRow, live: Generation, building: Generation | undefined): void {
    const { texts, codes } = this.#analyzer.keys(document, tenant);
    // FTS5 has to be told the very terms that it was given; an index with others is being made anew anyway.
    if (this.#isCurrent(live)) this.#fullText.remove(row, texts);
    if (!this.#added.delete(row)) this.#writer.remove(live, row);
    this.#eraser?.erase(live.id, row, codes.keys(), this.#analyzer.unit);
    if (building === undefined || row > building.lastRow) return;
    this.#nextFullText.remove(row, texts);
    this.#writer.remove(building, row);
    this.#eraser?.erase(building.id, row, codes.keys(), this.#analyzer.unit);
  }

  #indexed(row: number, tenant: string, document: StoredDocument): IndexedDocument {
    return { row, timestamp: document.timestamp, ...this.#analyzer.keys(document, tenant) };
  }
}
