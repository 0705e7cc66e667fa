import { Trait, traitsOf } from './character.js';
import { cutTerm, foldedTerms, MAX_TERM } from './folding.js';

const { UNDERSCORE, LOWER, UPPER, DIGIT, LETTER, MARK, UNSPACED, CASED, INTRICATE } = Trait;
const WORD = LOWER | UPPER | DIGIT | LETTER | MARK;
/** A word of more camelCase parts is taken for base64, and not split. */
const MAX_PARTS = 8;
const SMALL_S = 0x73;

/**
 * Reads the terms of a text one after another: `while (scanner.next()) use(scanner.term)`.
 *
 * A word is split where camelCase goes on. Of scripts written without spaces each character is a word.
 */
export class TermScanner {
  /** UTF-16 offset of the first unit of what the term was made of. */
  start = 0;
  /** UTF-16 offset after the last unit. */
  end = 0;
  /** Whether the term goes on with the identifier that the term before belongs to. */
  joined = false;

  readonly #text: string;
  /** The traits of all characters of the current word together. */
  #traits: number = UNSPACED;
  /** Where the parts of the current word end; how many there are, none if it is whole; how many were read. */
  readonly #ends: number[] = [];
  #parts = 0;
  #part = 0;
  /** The terms of a part whose folding is intricate, and how many were read. */
  #folded: readonly string[] = [];
  #taken = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The current term. It is made on demand, and can keep the whole text in memory. */
  get term(): string {
    if ((this.#traits & INTRICATE) !== 0) return this.#folded[this.#taken - 1] ?? '';
    const word = this.#text.slice(this.start, this.end);
    return cutTerm((this.#traits & CASED) === 0 ? word : word.toLowerCase());
  }

  /** Moves to the next term, if there is one. */
  next(): boolean {
    // A compatibility character can become several words, such as ½: they share its place.
    if (this.#taken < this.#folded.length) {
      this.#taken += 1;
      this.joined = false;
      return true;
    }
    let joined = true;
    while (this.#nextPart()) {
      // A part of nothing but marks has no term, and what comes after it is joined to what came before.
      joined &&= this.joined;
      this.joined = joined;
      if ((this.#traits & INTRICATE) === 0) return true;
      this.#folded = foldedTerms(this.#text.slice(this.start, this.end));
      this.#taken = 1;
      if (this.#folded.length > 0) return true;
    }
    return false;
  }

  #nextPart(): boolean {
    if (this.#part === this.#parts) return this.#nextWord();
    this.start = this.end;
    this.end = this.#ends[this.#part] ?? 0;
    this.#part += 1;
    this.joined = true;
    return true;
  }

  #nextWord(): boolean {
    const text = this.#text;
    const { length } = text;
    let at = this.end;
    let gap = 0;
    let code = 0;
    let traits = 0;
    for (; at < length; at += code > 0xffff ? 2 : 1) {
      code = codeAt(text, at);
      traits = traitsOf(code);
      if ((traits & (WORD | UNSPACED)) !== 0) break;
      gap |= traits;
    }
    if (at === length) return false;
    this.joined = gap === UNDERSCORE && ((this.#traits | traits) & UNSPACED) === 0;
    this.start = at;
    this.#part = this.#parts = 0;

    let all = 0;
    const members = (traits & (UNSPACED | MARK)) === UNSPACED ? MARK : WORD;
    let [previous, lastUpper, acronym, parts] = [0, at, false, 0];
    do {
      all |= traits;
      let cut = -1;
      if ((traits & UPPER) !== 0) {
        acronym = (previous & UPPER) !== 0;
        lastUpper = at;
        if (!acronym && previous !== 0) cut = at;
      } else if ((traits & LOWER) !== 0 && (previous & UPPER) !== 0 && acronym) {
        // The last capital of an acronym begins the next part, but not in a plural such as URLs.
        if (code !== SMALL_S || goesOn(text, at + 1)) cut = lastUpper;
      }
      if (cut !== -1) {
        if (parts < MAX_PARTS) this.#ends[parts] = cut;
        parts += 1;
      }
      if ((traits & MARK) === 0) previous = traits;
      at += code > 0xffff ? 2 : 1;
      if (traits === LOWER) while (at < length && traitsOf(text.charCodeAt(at)) === LOWER) at += 1;
      if (at === length) break;
      code = codeAt(text, at);
      traits = traitsOf(code);
    } while ((traits & members) !== 0);

    this.#traits = all;
    if (parts > 0 && parts < MAX_PARTS && at - this.start <= MAX_TERM) {
      this.#ends[parts] = at;
      this.#parts = parts + 1;
      this.#part = 1;
      this.end = this.#ends[0] ?? at;
    } else {
      this.end = at;
    }
    return true;
  }
}

function codeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return (unit & 0xfc00) === 0xd800 ? (text.codePointAt(at) ?? unit) : unit;
}

function goesOn(text: string, at: number): boolean {
  return at < text.length && (traitsOf(codeAt(text, at)) & (LOWER | MARK)) !== 0;
}
