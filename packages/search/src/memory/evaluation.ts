import type { ParsedQuery, Phrase } from '../query.js';
import { inverseDocumentFrequency, saturation } from '../ranking.js';
import type { InvertedIndex, Postings } from './inverted-index.js';

/** One query over one index: which rows match, and how well. */
export class Evaluation {
  readonly #index: InvertedIndex;
  readonly #query: ParsedQuery;
  /** What was looked up, by term; that of a prefix ends with a character that no term has. */
  readonly #postings = new Map<string, Postings>();
  /** The distinct terms that score. */
  readonly #scoring: ReadonlySet<Postings>;

  constructor(index: InvertedIndex, query: ParsedQuery) {
    this.#index = index;
    this.#query = query;
    const phrases = query.required.flatMap(({ anyOf }) => anyOf);
    this.#scoring = new Set(phrases.flatMap((phrase) => this.#lookUp(phrase)));
  }

  /** The rows that match, out of `all`. */
  rows(all: Iterable<number>): readonly number[] {
    const { required, excluded } = this.#query;
    const rowsWithAny = (phrases: readonly Phrase[]) =>
      new Set(phrases.flatMap((phrase) => [...this.#rowsWith(phrase)]));
    const [rarest = all, ...others] = required
      .map(({ anyOf }) => rowsWithAny(anyOf))
      .sort((a, b) => a.size - b.size);
    const forbidden = rowsWithAny(excluded);
    return [...rarest].filter((row) => !forbidden.has(row) && others.every((rows) => rows.has(row)));
  }

  /** BM25 over the terms of the required clauses, whichever of their phrases match; 1 without any. */
  score(row: number): number {
    if (this.#scoring.size === 0) return 1;
    const relativeLength = this.#index.relativeLength(row);
    let score = 0;
    for (const { documents, rows } of this.#scoring) {
      const frequency = this.#index.frequency(rows.get(row) ?? []);
      score +=
        inverseDocumentFrequency(this.#index.documents, documents) * saturation(frequency, relativeLength);
    }
    return score;
  }

  *#rowsWith(phrase: Phrase): Generator<number> {
    const [first, ...rest] = this.#lookUp(phrase);
    for (const [row, starts] of first?.rows ?? []) {
      const followers = rest.map(({ rows }) => rows.get(row) ?? []);
      const found = starts.some(
        (start) =>
          (phrase.field === null || this.#index.isIn(phrase.field, start)) &&
          followers.every((positions, at) => includes(positions, start + at + 1)),
      );
      if (found) yield row;
    }
  }

  /** The postings of each term of a phrase, the same object for the same term. */
  #lookUp({ terms, prefix }: Phrase): readonly Postings[] {
    return terms.map((term, at) => {
      const unfinished = prefix && at === terms.length - 1;
      const key = unfinished ? `${term}*` : term;
      let postings = this.#postings.get(key);
      if (postings === undefined) this.#postings.set(key, (postings = this.#index.lookUp(term, unfinished)));
      return postings;
    });
  }
}

/** Whether ascending positions include one. */
function includes(positions: readonly number[], position: number): boolean {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = positions[middle] ?? Infinity;
    if (value === position) return true;
    if (value < position) low = middle + 1;
    else high = middle;
  }
  return false;
}
