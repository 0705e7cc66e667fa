import { wellFormed } from './document.js';
import type { Phrase } from './query.js';
import { parseDate } from './query-dates.js';
import { tokenize } from './tokenizer.js';

/** How to read a query. */
export interface QueryOptions {
  /** Whether the last word may be unfinished, as while typing. A space, a quote or another sign after it finishes it. */
  readonly prefix: boolean;
  /** Text and keyword fields by what may be typed for them, in lower case. */
  readonly fields: ReadonlyMap<string, { readonly name: string; readonly type: 'text' | 'keyword' }>;
  /** Epoch milliseconds, for dates such as `today`. */
  readonly now: number;
}

/** A word, a phrase or a filter of a query. `OR` is a word as well, for where it joins nothing. */
export type Operand =
  | { readonly kind: 'words' | 'or'; readonly excluded: boolean; readonly readings: readonly Phrase[] }
  | { readonly kind: 'value'; readonly excluded: boolean; readonly field: string; readonly value: string }
  | { readonly kind: 'after' | 'before'; readonly excluded: false; readonly instant: number };

/** What comes after as many is not read. */
const MAX_OPERANDS = 256;
/** A longer phrase is searched by its beginning. */
const MAX_TERMS = 64;
const SPACE = /\s*/uy;
const MINUS = /(?<=^|\s)-(?=["\p{L}\p{N}\p{M}])/uy;
const NAME = /([a-z][a-z0-9]*):(?=\S)/iy;
const CHUNK = /"([^"]*)"?|[^\s"]+/y;

/** Reads a query from left to right. What looks like an operator and is none is words; what has no words is left out. */
export class OperandReader {
  readonly #input: string;
  readonly #options: QueryOptions;
  #at = 0;

  constructor(input: string, options: QueryOptions) {
    this.#input = input;
    this.#options = options;
  }

  /** @param minus Whether `-` excludes what it stands before. */
  read(minus: boolean): readonly Operand[] {
    const operands: Operand[] = [];
    this.#at = 0;
    for (this.#take(SPACE); this.#at < this.#input.length; this.#take(SPACE)) {
      if (operands.length === MAX_OPERANDS) break;
      const excluded = minus && this.#take(MINUS) !== null;
      const operand = this.#named(excluded) ?? this.#words(excluded, null);
      if (operand !== null) operands.push(operand);
    }
    return operands;
  }

  /** `name:value`, or null and nothing was read. */
  #named(excluded: boolean): Operand | null {
    const start = this.#at;
    const name = this.#take(NAME)?.[1]?.toLowerCase();
    const operand = name === undefined ? null : this.#valueOf(name, excluded);
    if (operand === null) this.#at = start;
    return operand;
  }

  #valueOf(name: string, excluded: boolean): Operand | null {
    if ((name === 'after' || name === 'before') && !excluded) {
      const instant = parseDate(this.#chunk().text, this.#options.now);
      return instant === null ? null : { kind: name, excluded, instant };
    }
    const field = this.#options.fields.get(name);
    if (field === undefined) return null;
    if (field.type === 'text') return this.#words(excluded, field.name);
    const value = wellFormed(this.#chunk().text);
    return value === '' ? null : { kind: 'value', excluded, field: field.name, value };
  }

  #words(excluded: boolean, field: string | null): Operand | null {
    const { text, quoted } = this.#chunk();
    const atEnd = !quoted && this.#at === this.#input.length;
    // An exclusion would hide most of the list while its first letters are typed.
    const prefix = this.#options.prefix && atEnd && !excluded;
    const readings = readingsOf(text, prefix, field);
    if (readings.length === 0) return null;
    const isOr = text === 'OR' && !quoted && !excluded && field === null;
    return { kind: isOr ? 'or' : 'words', excluded, readings };
  }

  #chunk(): { readonly text: string; readonly quoted: boolean } {
    const [chunk = '', quoted] = this.#take(CHUNK) ?? [];
    return { text: quoted ?? chunk, quoted: quoted !== undefined };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#input);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}

/**
 * The terms of some text as a phrase, and where case alone splits a word also without that split,
 * so that `GitHub` finds what somebody wrote as `github`.
 */
function readingsOf(text: string, prefix: boolean, field: string | null): readonly Phrase[] {
  const readings: Phrase[] = [];
  for (const spelling of [text, text.toLowerCase()]) {
    const tokens = [...tokenize(spelling)];
    const last = tokens.at(-1);
    if (last === undefined || tokens.length === readings[0]?.terms.length) break;
    const whole = tokens.length <= MAX_TERMS;
    readings.push({
      terms: tokens.slice(0, MAX_TERMS).map(({ term }) => term),
      prefix: prefix && whole && last.end === spelling.length,
      field,
    });
  }
  return readings;
}
