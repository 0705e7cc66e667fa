import type { StoredDocument } from '../adapter.js';
import type { Collection, Field } from '../collection.js';
import { MAX_LENGTH } from '../ranking.js';
import { analyze } from '../tokenizer.js';

/** Positions of different lanes never touch, so no phrase runs from one into the next. */
const LANE = 2 ** 32;

/** Where a term, or every word that begins with a prefix, stands. */
export interface Postings {
  /** How many documents have it; for a prefix, the sum over its words. */
  readonly documents: number;
  /** Ascending positions in each row. */
  readonly rows: ReadonlyMap<number, readonly number[]>;
}

/**
 * Terms to rows to positions. Each text field has two lanes of positions: its terms one after another, and its compounds
 * with gaps between them. So a compound is found by itself and has no neighbour in a phrase.
 */
export class InvertedIndex {
  readonly #fields: readonly Field[];
  readonly #terms = new Map<string, Map<number, number[]>>();
  readonly #lengths = new Map<number, number>();
  #totalLength = 0;

  constructor(collection: Collection) {
    this.#fields = collection.fields.filter(({ type }) => type === 'text');
  }

  /** How many documents are indexed. */
  get documents(): number {
    return this.#lengths.size;
  }

  add(row: number, document: StoredDocument): void {
    let length = 0;
    for (const [ordinal, { name }] of this.#fields.entries()) {
      const text = document[name];
      if (typeof text !== 'string') continue;
      const { terms, compounds } = analyze(text);
      for (const [at, term] of terms.entries()) this.#post(term, row, 2 * ordinal * LANE + at);
      for (const [at, term] of compounds.entries()) this.#post(term, row, (2 * ordinal + 1) * LANE + 2 * at);
      length += terms.length;
    }
    this.#lengths.set(row, Math.min(length, MAX_LENGTH));
    this.#totalLength += Math.min(length, MAX_LENGTH);
  }

  #post(term: string, row: number, position: number): void {
    let rows = this.#terms.get(term);
    // A term that was cut from a text can keep all of it in memory, even when the document is gone; a copy does not.
    if (rows === undefined) this.#terms.set(Array.from(term).join(''), (rows = new Map<number, number[]>()));
    const positions = rows.get(row);
    if (positions === undefined) rows.set(row, [position]);
    else positions.push(position);
  }

  remove(row: number, document: StoredDocument): void {
    for (const { name } of this.#fields) {
      const text = document[name];
      if (typeof text !== 'string') continue;
      const { terms, compounds } = analyze(text);
      for (const term of new Set([...terms, ...compounds])) {
        const rows = this.#terms.get(term);
        rows?.delete(row);
        if (rows?.size === 0) this.#terms.delete(term);
      }
    }
    this.#totalLength -= this.#lengths.get(row) ?? 0;
    this.#lengths.delete(row);
  }

  lookUp(term: string, prefix: boolean): Postings {
    if (!prefix) {
      const rows = this.#terms.get(term) ?? new Map<number, number[]>();
      return { documents: rows.size, rows };
    }
    let documents = 0;
    const merged = new Map<number, number[]>();
    for (const [word, rows] of this.#terms) {
      if (!word.startsWith(term)) continue;
      documents += rows.size;
      for (const [row, positions] of rows) {
        const all = merged.get(row);
        if (all === undefined) merged.set(row, [...positions]);
        else for (const position of positions) all.push(position);
      }
    }
    for (const positions of merged.values()) positions.sort((a, b) => a - b);
    return { documents, rows: merged };
  }

  /** Every term with its rows. */
  entries(): Iterable<readonly [term: string, rows: ReadonlyMap<number, unknown>]> {
    return this.#terms;
  }

  /** The number of terms of a document over the average, which is taken to be 1 at least. */
  relativeLength(row: number): number {
    return (this.#lengths.get(row) ?? 0) / Math.max(1, this.#totalLength / this.documents);
  }

  /** How often a term occurs, by weight of field. */
  frequency(positions: readonly number[]): number {
    return positions.reduce((sum, position) => sum + (this.#fieldAt(position)?.weight ?? 0), 0);
  }

  /** Whether a position is in the field of that name. */
  isIn(field: string, position: number): boolean {
    return this.#fieldAt(position)?.name === field;
  }

  #fieldAt(position: number): Field | undefined {
    return this.#fields[Math.floor(position / (2 * LANE))];
  }
}
