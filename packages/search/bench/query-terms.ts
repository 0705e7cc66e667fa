import { inverseDocumentFrequency, MAX_LENGTH } from '../src/ranking.js';
import { analyze } from './language.js';
import type { Vocabulary } from './vocabulary.js';

/** What a document has of the terms of the queries. */
export interface DocumentTerms {
  /** Numbers of the query terms that stand in it. */
  readonly present: readonly number[];
  /** Of each query term by number. */
  readonly frequencies: Uint32Array;
  /** For each word, in order, the query terms that it is or begins with. */
  readonly sequence: readonly (readonly number[])[];
  /** Over the average. */
  readonly relativeLength: number;
}

const NONE: readonly number[] = [];

/** Numbers the terms of all queries, `t` and `t*` apart, and finds them in documents. */
export class QueryTerms {
  readonly #vocabulary: Vocabulary;
  /** All words, so that those with a prefix stand together. */
  readonly #sorted: readonly string[];
  readonly #numbers = new Map<string, number>();
  readonly #documentsWith: number[] = [];
  /** By number in the vocabulary. */
  readonly #termsOfWord: (readonly number[])[] = [];
  #frequencies = new Uint32Array(0);
  #present: number[] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#sorted = Array.from(vocabulary, ([word]) => word).sort();
  }

  /** A prefix counts every word that it begins. */
  numberOf(term: string, prefix: boolean): number {
    const key = prefix ? `${term}*` : term;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.#documentsWith.push(0);
    for (const word of prefix ? this.#wordsWith(term) : [term]) {
      const at = this.#vocabulary.numberOf(word);
      if (at < 0) continue;
      this.#termsOfWord[at] = [...(this.#termsOfWord[at] ?? NONE), number];
      this.#documentsWith[number] = this.documentsWith(number) + this.#vocabulary.documentsWith(word);
    }
    return number;
  }

  /** In how many documents it stands; of a prefix, the sum over its words. */
  documentsWith(number: number): number {
    return this.#documentsWith[number] ?? 0;
  }

  /** How much a term tells. */
  idf(number: number): number {
    return inverseDocumentFrequency(this.#vocabulary.documents, this.documentsWith(number));
  }

  /** By binary search. */
  *#wordsWith(prefix: string): Generator<string> {
    let [from, to] = [0, this.#sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#sorted[middle]! < prefix) from = middle + 1;
      else to = middle;
    }
    for (let at = from; at < this.#sorted.length; at += 1) {
      const word = this.#sorted[at]!;
      if (!word.startsWith(prefix)) return;
      yield word;
    }
  }

  /** The result is valid until the next call. */
  read(content: string): DocumentTerms {
    if (this.#frequencies.length < this.#numbers.size)
      this.#frequencies = new Uint32Array(this.#numbers.size);
    const frequencies = this.#frequencies;
    for (const number of this.#present) frequencies[number] = 0;
    const present: number[] = (this.#present = []);
    const count = (word: string) => {
      const numbers = this.#termsOfWord[this.#vocabulary.numberOf(word)] ?? NONE;
      for (const number of numbers) {
        const before = frequencies[number] ?? 0;
        if (before === 0) present.push(number);
        frequencies[number] = before + 1;
      }
      return numbers;
    };
    const { terms, compounds } = analyze(content);
    const sequence = terms.map(count);
    compounds.forEach(count);
    const length = Math.min(MAX_LENGTH, terms.length);
    return { present, frequencies, sequence, relativeLength: length / this.#vocabulary.averageLength };
  }
}
