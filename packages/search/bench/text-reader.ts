import type { Random } from './random.js';

/** How far a cut may move to fall between two words. */
const WORD = 80;

/** Reads texts on and on, in pieces of a wanted length, jumping to another place now and then. */
export class TextReader {
  readonly #texts: readonly string[];
  readonly #ends: readonly number[];
  readonly #random: Random;
  #index = 0;
  #offset = 0;

  constructor(texts: readonly string[], random: Random) {
    let end = 0;
    this.#texts = texts;
    this.#ends = texts.map((text) => (end += text.length));
    this.#random = random;
    this.jump();
  }

  /** Goes to the beginning of a line anywhere. Long texts are met more often. */
  jump(): void {
    const place = this.#random.next() * (this.#ends.at(-1) ?? 0);
    this.#index = this.#ends.findIndex((end) => end > place);
    const text = this.#texts[this.#index] ?? '';
    const line = text.indexOf('\n', place - ((this.#ends[this.#index] ?? 0) - text.length));
    this.#offset = line === -1 ? 0 : line + 1;
  }

  /** About as many characters of what follows, ending between two words. */
  take(length: number): string {
    const parts: string[] = [];
    let missing = length;
    // A text that is nearly long enough is taken as it is: messages end where thoughts do.
    while (missing > length / 2 || parts.length === 0) {
      const text = this.#texts[this.#index] ?? '';
      const end = cutBetweenWords(text, this.#offset + missing);
      const part = text.slice(this.#offset, end).trim();
      if (part !== '') {
        parts.push(part);
        missing -= end - this.#offset;
      }
      this.#offset = end;
      if (end < text.length) continue;
      this.#index = (this.#index + 1) % this.#texts.length;
      this.#offset = 0;
    }
    return parts.join('\n');
  }
}

function cutBetweenWords(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  const space = text.slice(wanted, wanted + WORD).search(/\s/);
  if (space !== -1) return wanted + space;
  const unit = text.charCodeAt(wanted);
  return unit >= 0xdc00 && unit <= 0xdfff ? wanted + 1 : wanted;
}
