import type { StoredDocument } from '../adapter.js';
import type { Collection, Field } from '../collection.js';
import type { Phrase } from '../query.js';
import { tokenize } from '../tokenizer.js';

/** Positions of different fields never touch, so no phrase runs from one into the next. */
const FIELD_STRIDE = 2 ** 32;

/** Terms to rows to positions. */
export class InvertedIndex {
  readonly #fields: readonly Field[];
  readonly #postings = new Map<string, Map<number, number[]>>();
  readonly #lengths = new Map<number, number>();
  /** All terms in order, for prefixes; made when needed and dropped when a term comes or goes. */
  #sortedTerms: readonly string[] | undefined;
  totalLength = 0;

  constructor(collection: Collection) {
    this.#fields = collection.fields.filter(({ type }) => type === 'text');
  }

  lengthOf(row: number): number {
    return this.#lengths.get(row) ?? 0;
  }

  add(row: number, document: StoredDocument): void {
    let length = 0;
    for (const [term, position] of this.#terms(document)) {
      let rows = this.#postings.get(term);
      if (rows === undefined) {
        this.#postings.set(term, (rows = new Map<number, number[]>()));
        this.#sortedTerms = undefined;
      }
      const positions = rows.get(row);
      if (positions === undefined) rows.set(row, [position]);
      else positions.push(position);
      length += 1;
    }
    this.#lengths.set(row, length);
    this.totalLength += length;
  }

  remove(row: number, document: StoredDocument): void {
    for (const [term] of this.#terms(document)) {
      const rows = this.#postings.get(term);
      rows?.delete(row);
      if (rows?.size === 0) {
        this.#postings.delete(term);
        this.#sortedTerms = undefined;
      }
    }
    this.totalLength -= this.lengthOf(row);
    this.#lengths.delete(row);
  }

  /** How often a phrase occurs in each row that has it, weighted by field. */
  frequencies({ terms, prefix }: Phrase): ReadonlyMap<number, number> {
    const frequencies = new Map<number, number>();
    const [first, ...rest] = terms.map((term, index) =>
      this.#lists(term, prefix && index === terms.length - 1),
    );
    for (const rows of first ?? []) {
      for (const [row, positions] of rows) {
        for (const position of positions) {
          const follows = rest.every((lists, index) =>
            lists.some((list) => list.get(row)?.includes(position + index + 1) === true),
          );
          if (!follows) continue;
          const weight = this.#fields[Math.floor(position / FIELD_STRIDE)]?.weight ?? 1;
          frequencies.set(row, (frequencies.get(row) ?? 0) + weight);
        }
      }
    }
    return frequencies;
  }

  #lists(term: string, prefix: boolean): readonly ReadonlyMap<number, readonly number[]>[] {
    const terms = prefix ? this.#withPrefix(term) : [term];
    return terms.flatMap((each) => this.#postings.get(each) ?? []);
  }

  #withPrefix(prefix: string): readonly string[] {
    const terms = (this.#sortedTerms ??= [...this.#postings.keys()].sort());
    let low = 0;
    for (let high = terms.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((terms[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (terms[end]?.startsWith(prefix) === true) end += 1;
    return terms.slice(low, end);
  }

  *#terms(document: StoredDocument): Generator<readonly [term: string, position: number]> {
    for (const [ordinal, { name }] of this.#fields.entries()) {
      const text = document[name];
      if (typeof text !== 'string') continue;
      let position = ordinal * FIELD_STRIDE;
      for (const { term } of tokenize(text)) yield [term, position++];
    }
  }
}
