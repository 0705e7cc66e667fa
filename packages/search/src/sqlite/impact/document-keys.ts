import type { StoredDocument } from '../../adapter.js';
import type { Collection, Field } from '../../collection.js';
import { analyze, isUnspaced } from '../../tokenizer.js';
import { fieldKey, filterKey, type Key, pairKey, termKey } from './key.js';

/** Marks the documents of every tenant but the unnamed one, so that a host without tenants pays nothing. */
export const anyTenantKey: Key = filterKey('', '');
export const tenantKey = (tenant: string): Key => filterKey('', `=${tenant}`);

/** What is indexed of a document. */
export interface DocumentKeys {
  /** The terms of each text field, separated by spaces, as the full-text index wants them. */
  readonly texts: ReadonlyMap<string, string>;
  /** How often each key occurs, in units of the collection, 1 to 255. */
  readonly codes: ReadonlyMap<Key, number>;
  /** Terms of all text fields. */
  readonly length: number;
}

/** Turns the documents of a collection into keys. */
export class DocumentAnalyzer {
  readonly #texts: readonly Field[];
  readonly #keywords: readonly Field[];
  /** Whether a word can be asked for in one field. */
  get hasFieldKeys(): boolean {
    return this.#texts.length > 1;
  }

  /** What a code of 1 counts. */
  readonly unit: number;
  /** Which keys and codes are made: an index of another version is made anew. */
  readonly version: string;

  constructor(collection: Collection) {
    this.#texts = collection.fields.filter(({ type }) => type === 'text');
    this.#keywords = collection.fields.filter(({ type }) => type === 'keyword');
    this.unit = unitOf(this.#texts.map(({ weight }) => weight));
    // Raised when text is split into other keys.
    this.version = `1 ${this.#texts.map(({ name, weight }) => `${name}=${weight}`).join(' ')}`;
  }

  keys(document: StoredDocument, tenant: string): DocumentKeys {
    const texts = new Map<string, string>();
    const frequencies = new Map<string, number>();
    const constraints = new Set<Key>();
    let length = 0;
    for (const { name, column, weight } of this.#texts) {
      const text = document[name];
      if (typeof text !== 'string') continue;
      const { terms, compounds } = analyze(text);
      texts.set(column, terms.join(' '));
      length += terms.length;
      let before = '';
      for (const term of terms) {
        frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
        // Only characters beyond ASCII can be words by themselves: everything else is not even asked.
        if (term.charCodeAt(0) > 0x7f && isUnspaced(term)) {
          if (before !== '') constraints.add(pairKey(before, term));
          before = term;
        } else {
          before = '';
        }
      }
      for (const term of compounds) frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
      if (this.#texts.length > 1) {
        for (const term of terms) constraints.add(fieldKey(column, term));
        for (const term of compounds) constraints.add(fieldKey(column, term));
      }
    }

    const codes = new Map<Key, number>();
    for (const [term, frequency] of frequencies) codes.set(termKey(term), this.#code(frequency));
    for (const key of constraints) codes.set(key, 1);
    for (const { name, column } of this.#keywords) {
      const value = document[name];
      if (typeof value === 'string') codes.set(filterKey(column, value), 1);
    }
    if (tenant !== '') {
      codes.set(anyTenantKey, 1);
      codes.set(tenantKey(tenant), 1);
    }
    return { texts, codes, length };
  }

  #code(frequency: number): number {
    return Math.min(255, Math.max(1, Math.round(frequency / this.unit)));
  }
}

/** The largest unit of which all weights are multiples, or nearly: codes are whole numbers up to 255. */
function unitOf(weights: readonly number[]): number {
  const [smallest = 1, largest = 1] = [Math.min, Math.max].map((of) =>
    of(...weights.filter((weight) => weight > 0)),
  );
  if (!Number.isFinite(smallest)) return 1;
  const parts = [1, 2, 3, 4, 5, 6, 7, 8].find((each) =>
    weights.every((weight) => Number.isInteger(Number(((weight / smallest) * each).toFixed(6)))),
  );
  // Five occurrences in the heaviest field can still be told from more.
  return Math.max(smallest / (parts ?? 8), largest / 50);
}
