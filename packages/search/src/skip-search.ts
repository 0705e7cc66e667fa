import { Trait, traitsOf } from './character.js';
import { fold } from './folding.js';

/** By UTF-16 unit, the letter without case and marks; 0 is a unit that was not met yet. */
const letters = new Uint16Array(0x10000);
/** Stands for marks and underscores: they do not make a word another. */
const PASSED_OVER = 0xffff;
/** How many letters of a word are looked at. */
const MAX_LETTERS = 8;
/** Pairs of letters are told apart by this many bits, to which the first letter gives half. */
const PAIR_BITS = 12;
const FIRST_BITS = PAIR_BITS / 2;

/**
 * Finds where one of several words seems to begin, whatever the case and marks of its letters, and skips most of the text:
 * from two letters in a row follows how far the end of such a beginning is at least.
 * It overlooks letters beyond U+FFFF, and characters such as ﬁ that are several letters.
 *
 * Wu and Manber, "A fast algorithm for multi-pattern searching", 1994.
 */
export class SkipSearch {
  /** The first letters of the words, as many of each. */
  readonly #beginnings: ReadonlySet<string>;
  /** How many letters lie before the last of a beginning. */
  readonly #before: number;
  /** By two letters how far to go on; 0 where they may end a beginning. */
  readonly #shifts = new Uint8Array(1 << PAIR_BITS);

  constructor(words: readonly string[]) {
    const spelled = words.map(lettersOf).filter((word) => word !== '');
    const length = Math.min(MAX_LETTERS, ...spelled.map((word) => word.length));
    this.#beginnings = new Set(spelled.map((word) => word.slice(0, length)));
    this.#before = length - 1;
    this.#shifts.fill(Math.max(1, this.#before));
    for (const beginning of this.#beginnings) {
      // What goes before the first letter can be any other; it ends a beginning only of one letter.
      const first = beginning.charCodeAt(0);
      for (let any = 0; any < 1 << FIRST_BITS; any += 1) this.#limit(any, first, this.#before);
      for (let at = 1; at < length; at += 1) {
        this.#limit(beginning.charCodeAt(at - 1), beginning.charCodeAt(at), this.#before - at);
      }
    }
  }

  #limit(first: number, second: number, shift: number): void {
    const two = pair(first, second);
    this.#shifts[two] = Math.min(this.#shifts[two] ?? 0, shift);
  }

  /** The places from an offset on. */
  *places(text: string, from: number): Generator<number> {
    for (let at = this.#next(text, from + this.#before); at < text.length; at = this.#next(text, at + 1)) {
      let place = at;
      let found = String.fromCharCode(letterAt(text, place));
      while (found.length <= this.#before) {
        place = before(text, place);
        found = String.fromCharCode(letterAt(text, place)) + found;
      }
      if (place >= from && this.#beginnings.has(found)) yield place;
    }
  }

  /** The next offset at which the shift is 0. A small loop of its own is soon compiled. */
  #next(text: string, from: number): number {
    const shifts = this.#shifts;
    const { length } = text;
    for (let at = from; at < length;) {
      const letter = letterAt(text, at);
      if (letter === PASSED_OVER) {
        at += 1;
        continue;
      }
      const shift = shifts[pair(letterAt(text, before(text, at)), letter)];
      if (shift === 0) return at;
      at += shift ?? 1;
    }
    return length;
  }
}

function lettersOf(word: string): string {
  const units = Array.from({ length: word.length }, (_, at) => letterAt(word, at));
  return String.fromCharCode(...units.filter((letter) => letter !== PASSED_OVER));
}

function pair(first: number, second: number): number {
  return ((first << FIRST_BITS) ^ second) & ((1 << PAIR_BITS) - 1);
}

/** The offset of the letter before another; negative if there is none. */
function before(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && letterAt(text, at) === PASSED_OVER) at -= 1;
  return at;
}

function letterAt(text: string, at: number): number {
  if (at < 0) return 0;
  const unit = text.charCodeAt(at);
  return letters[unit] || (letters[unit] = letterOf(unit));
}

function letterOf(unit: number): number {
  // Vowels and finals of Hangul melt into a syllable as marks do into a letter.
  const melts = (unit >= 0x1160 && unit <= 0x11ff) || (unit >= 0xd7b0 && unit <= 0xd7ff);
  if (melts || (traitsOf(unit) & (Trait.MARK | Trait.UNDERSCORE)) !== 0) return PASSED_OVER;
  // 0 means not met.
  return fold(String.fromCharCode(unit)).normalize('NFD').charCodeAt(0) || 1;
}
