import type { AdapterHit } from './adapter.js';

/** One found document. */
export interface SearchHit extends AdapterHit {
  readonly collection: string;
  /** Whether only a correction of what was typed found it. */
  readonly corrected: boolean;
}

/** The hits of one collection. */
export interface SearchGroup {
  readonly collection: string;
  /** Best first; what only a correction found comes last. */
  readonly hits: readonly SearchHit[];
  /** Matching documents; exact unless `capped`. */
  readonly count: number;
  /** Whether there may be more than `count`: show "1,000+". */
  readonly capped: boolean;
}

/** A typed word that was searched for in other spellings too. */
export interface Correction {
  /** The word as it was searched for: folded to lower case, without diacritics. */
  readonly typed: string;
  /** The words of the index that were taken in its place, likeliest first. */
  readonly used: readonly string[];
}

/** What `searchAll` found. */
export interface SearchResult {
  /** The best hits of all collections, best first; what only a correction found comes last. */
  readonly hits: readonly SearchHit[];
  /** One group per searched collection with hits, in the order of declaration. */
  readonly groups: readonly SearchGroup[];
  /** Whether a bound cut the search short, so that a better hit may be missing. */
  readonly partial: boolean;
  /** Words that were probably mistyped; empty where enough was found as typed, or no correction found more. */
  readonly corrections: readonly Correction[];
  /** Milliseconds from call to result. */
  readonly tookMs: number;
  readonly stats: {
    /** How many words and phrases were searched for; 0 means that the query had none. */
    readonly phrases: number;
    /** Matching documents in all collections, each counted to its cap. */
    readonly matches: number;
  };
}
