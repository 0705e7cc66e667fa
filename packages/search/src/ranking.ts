/**
 * The score of a document, the same in every adapter that computes it: BM25 over the terms of the required clauses,
 * times a factor that falls with age. Each distinct term counts once, whichever phrase brought it.
 *
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */

/** How fast a further occurrence counts less. */
const K1 = 1.2;
/** How much a long document is held against its matches. */
const B = 0.75;
/** What age can at most take away: a perfect old match still stands above a poor new one. */
const OLDEST = 1 / 16;

/** Terms of a document beyond this many do not make it count as longer. */
export const MAX_LENGTH = 65_535;

/** How much a term tells: ln(1 + (N - n + 0.5) / (n + 0.5)), never negative. A prefix counts every word that it begins. */
export function inverseDocumentFrequency(documents: number, withTerm: number): number {
  const n = Math.min(withTerm, documents);
  return Math.log(1 + (documents - n + 0.5) / (n + 0.5));
}

/**
 * How much of a term's weight a document earns, from 0 to below 1.
 *
 * @param frequency Occurrences, each times the weight of its field.
 * @param relativeLength The document's length over the average.
 */
export function saturation(frequency: number, relativeLength: number): number {
  return frequency / (frequency + K1 * (1 - B + B * relativeLength));
}

/** The factor of age: 1 for what is new or to come, half after each half-life, never below 1/16. */
export function recencyFactor(timestamp: number, recency: Recency | null): number {
  if (recency === null || timestamp >= recency.now) return 1;
  return Math.max(OLDEST, 2 ** ((timestamp - recency.now) / recency.halfLifeMs));
}

/** How age counts. */
export interface Recency {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds after which a document counts half, above 0. */
  readonly halfLifeMs: number;
}
