import type { MessageDocument } from '@keelson/search';
import { MAX_LENGTH } from '../src/ranking.js';
import { analyze } from './language.js';

/** The words of a corpus and in how many of its documents each stands. */
export class Vocabulary {
  documents = 0;
  /** Of all text, in UTF-8. */
  bytes = 0;
  /** Documents with text in a script written without spaces. */
  unspaced = 0;
  #terms = 0;
  readonly #numbers = new Map<string, number>();
  readonly #documentsWith: number[] = [];
  readonly #lastDocument: number[] = [];

  /** Different words. */
  get size(): number {
    return this.#numbers.size;
  }

  /** Terms of a document on average. */
  get averageLength(): number {
    return this.#terms / this.documents;
  }

  add({ content }: MessageDocument): void {
    const { terms, compounds } = analyze(content);
    this.documents += 1;
    this.bytes += Buffer.byteLength(content);
    this.unspaced += Number(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(content));
    this.#terms += Math.min(MAX_LENGTH, terms.length);
    for (const word of terms) this.#count(word);
    for (const word of compounds) this.#count(word);
  }

  /** Numbers from 0 in the order of first sight, -1 for a word that never stood. */
  numberOf(word: string): number {
    return this.#numbers.get(word) ?? -1;
  }

  /** In how many documents a word stands. */
  documentsWith(word: string): number {
    return this.#documentsWith[this.numberOf(word)] ?? 0;
  }

  *[Symbol.iterator](): Generator<readonly [word: string, documents: number]> {
    for (const [word, number] of this.#numbers) yield [word, this.#documentsWith[number] ?? 0];
  }

  #count(word: string): void {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(detached(word), number);
      this.#documentsWith.push(0);
      this.#lastDocument.push(0);
    }
    if (this.#lastDocument[number] === this.documents) return;
    this.#lastDocument[number] = this.documents;
    this.#documentsWith[number] = (this.#documentsWith[number] ?? 0) + 1;
  }
}

/** A part of a string keeps the whole string alive; V8 copies only parts of up to 12 characters. */
function detached(word: string): string {
  return word.length > 12 ? Buffer.from(word).toString() : word;
}
