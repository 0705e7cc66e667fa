import type { Collection } from './collection.js';
import type { ParsedQuery } from './query.js';
import type { Recency } from './ranking.js';
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

/** Exact values that a field must have or must not have, and the time between. */
export interface AdapterFilters {
  /** Keyword field to allowed values. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Keyword field to forbidden values; a document without a value passes. */
  readonly excluded: Readonly<Record<string, readonly string[]>>;
  /** Epoch milliseconds, inclusive. */
  readonly after: number | null;
  /** Epoch milliseconds, exclusive. */
  readonly before: number | null;
}

/** A checked query, the same for every adapter. */
export interface AdapterQuery {
  /** Whose documents. */
  readonly tenant: string;
  readonly query: ParsedQuery;
  /** Only collections that have every filtered field. */
  readonly collections: readonly string[];
  readonly filters: AdapterFilters;
  /** Hits per collection. */
  readonly limit: number;
  /** Counting stops here. */
  readonly maxCount: number;
  /** How age counts, or null if it does not. */
  readonly recency: Recency | null;
  /** A keyword field of which each value is shown once, by its best hit, or null. Collections without it do not collapse. */
  readonly collapse: string | null;
  /** Milliseconds after which the best found so far is returned, `partial`. */
  readonly deadlineMs: number;
}

/** One match, with what a result shows of it. */
export interface AdapterHit {
  readonly id: string;
  readonly timestamp: number;
  /** Larger is better. */
  readonly score: number;
  /** The values of the keyword and number fields. */
  readonly fields: Readonly<Record<string, string | number | null>>;
  /** An excerpt of each text field that has a value. */
  readonly texts: Readonly<Record<string, Snippet>>;
  /** Further matches that were collapsed into this one, as far as they were looked at. */
  readonly more: number;
}

/** The matches of one collection. */
export interface AdapterGroup {
  readonly collection: string;
  /** Best first; equal scores newest first. */
  readonly hits: readonly AdapterHit[];
  /** Matching documents that were counted, at most `maxCount`. */
  readonly count: number;
  /** Whether the count is exact. It is not where counting stopped at `maxCount` or at the deadline. */
  readonly exact: boolean;
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
  readonly tenant: string;
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

/** Documents of one tenant and collection. */
export interface AdapterBatch {
  readonly tenant: string;
  readonly collection: string;
  readonly documents: readonly StoredDocument[];
}

/** A whole document and its place in the order of `list`. */
export interface StoredEntry {
  readonly document: StoredDocument;
  readonly place: Place;
}

/** Ids of one tenant and collection. */
export interface AdapterIds {
  readonly tenant: string;
  readonly collection: string;
  readonly ids: readonly string[];
}

/** A word to find the like of. */
export interface AdapterSimilarQuery {
  readonly tenant: string;
  readonly collections: readonly string[];
  /** As the tokenizer makes it. */
  readonly term: string;
  /** Insertions, deletions, replacements and swaps of neighbours, 1 or 2. */
  readonly maxEdits: number;
  readonly limit: number;
}

/** A word of the index that is like another. */
export interface SimilarTerm {
  readonly term: string;
  /** 0 for the word itself. */
  readonly edits: number;
  /** About how many documents have it. */
  readonly documents: number;
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

/** What an adapter can do beyond the contract. The core has a correct fallback for each. */
export interface AdapterCapabilities {
  /** Resolved writes survive the end of the process. */
  readonly durable: boolean;
  /** A running search ends at its deadline and signal, not only a waiting one. */
  readonly interruptible: boolean;
  /** `similar` exists. */
  readonly typos: boolean;
}

/**
 * Stores documents and finds them. Each method happens wholly or not at all, and a write that has resolved is committed.
 * Input has been validated. Ids are unique within a tenant and collection, and no call sees another tenant's documents.
 * Adapters throw `SearchError`; they do not retry bad luck that outlasts their documented waits.
 */
export interface SearchAdapter {
  readonly name: string;
  readonly capabilities: AdapterCapabilities;
  /** Makes room for these collections. A collection that is stored with other fields is refused. */
  open(collections: readonly Collection[]): Promise<void>;
  /** Adds documents or replaces those with the same id. Of two with one id the last wins. */
  put(batch: AdapterBatch): Promise<void>;
  /** Removes documents; unknown ids are no error. Returns how many there were. */
  remove(ids: AdapterIds): Promise<number>;
  search(
    query: AdapterQuery,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<AdapterResult>;
  /** Words of the index like one word, the likeliest meant first: fewest edits, then most documents. */
  similar?(query: AdapterSimilarQuery): Promise<readonly SimilarTerm[]>;
  /** Whole documents in the order of the ids, without those that do not exist. */
  get(ids: AdapterIds): Promise<readonly StoredEntry[]>;
  /** Documents by time, then in the order in which they were first put. */
  list(query: AdapterListQuery): Promise<AdapterPage>;
  /**
   * Indexes the next documents anew from what is stored. Called until `finished`; a rebuild that was left off goes on
   * where it stopped. Until it is finished, searches answer from the old index, writes go to both.
   */
  rebuildSlice(collection: string): Promise<RebuildSlice>;
  stats(tenant: string): Promise<readonly AdapterStats[]>;
  close(): Promise<void>;
}
