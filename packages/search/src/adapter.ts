import type { Collection } from './collection.js';
import type { ParsedQuery } from './query.js';
import type { Snippet } from './snippet.js';

/** A place in the order of time, then of first put. */
export interface Place {
  readonly timestamp: number;
  /** Grows with each new id. */
  readonly row: number;
}

/** A document as it is stored: every field of its collection, null where it has no value, text well-formed. */
export type StoredDocument = { readonly id: string; readonly timestamp: number } & Readonly<
  Record<string, string | number | null>
>;

/** Exact values that a field must have, and the time between. */
export interface AdapterFilters {
  /** Field name to allowed values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Epoch milliseconds, inclusive. */
  readonly after: number | null;
  /** Epoch milliseconds, exclusive. */
  readonly before: number | null;
}

/** A checked query, the same for every adapter. */
export interface AdapterQuery {
  readonly query: ParsedQuery;
  /** Only collections that have every filtered field. */
  readonly collections: readonly string[];
  readonly filters: AdapterFilters;
  /** Hits per collection. */
  readonly limit: number;
  /** Counting stops here. */
  readonly maxCount: number;
}

/** One match, with what a result shows of it. */
export interface AdapterHit {
  readonly id: string;
  readonly timestamp: number;
  /** BM25, larger is better. */
  readonly score: number;
  /** The values of the keyword and number fields. */
  readonly fields: Readonly<Record<string, string | number | null>>;
  /** An excerpt of each text field that has a value. */
  readonly texts: Readonly<Record<string, Snippet>>;
}

/** The matches of one collection. */
export interface AdapterGroup {
  readonly collection: string;
  /** Best first; equal scores newest first. */
  readonly hits: readonly AdapterHit[];
  /** Matching documents, at most `maxCount`. */
  readonly count: number;
}

/** What an adapter found. */
export interface AdapterResult {
  /** In the order of the query's collections. */
  readonly groups: readonly AdapterGroup[];
  /** Whether a bound cut the search short, so that a better hit may be missing. */
  readonly partial: boolean;
}

/** Which documents to list, and in which order. */
export interface AdapterListQuery {
  readonly collection: string;
  readonly filters: AdapterFilters;
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
  /** Where the page before ended, or null for the first. */
  readonly from: Place | null;
}

/** A page of whole documents. */
export interface AdapterPage {
  readonly items: readonly StoredDocument[];
  /** Where the next page begins, or null at the end. */
  readonly next: string | null;
}

/** How far the rebuild of one collection is. */
export interface RebuildSlice {
  /** Documents indexed anew so far in this collection, and how many it has. */
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
}

/** What one collection holds. */
export interface AdapterStats {
  readonly collection: string;
  readonly documents: number;
}

/**
 * Stores documents and finds them. Each method happens wholly or not at all, and a write that has resolved is committed.
 * Input has been validated. Adapters throw `SearchError`; they do not retry bad luck that outlasts their documented waits.
 */
export interface SearchAdapter {
  readonly name: string;
  /** Makes room for these collections. A collection that is stored with other fields is refused. */
  open(collections: readonly Collection[]): Promise<void>;
  /** Adds documents or replaces those with the same id. Of two with one id the last wins. */
  put(collection: string, documents: readonly StoredDocument[]): Promise<void>;
  /** Removes documents; unknown ids are no error. Returns how many there were. */
  remove(collection: string, ids: readonly string[]): Promise<number>;
  search(
    query: AdapterQuery,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<AdapterResult>;
  /** Documents by time, then in the order in which they were first put. */
  list(query: AdapterListQuery): Promise<AdapterPage>;
  /**
   * Indexes the next documents anew from what is stored. Called until `finished`; a rebuild that was left off goes on
   * where it stopped. Until it is finished, searches answer from the old index, writes go to both.
   */
  rebuildSlice(collection: string): Promise<RebuildSlice>;
  stats(): Promise<readonly AdapterStats[]>;
  close(): Promise<void>;
}
