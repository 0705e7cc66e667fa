import { Trait, traitsOf } from './character.js';
import { cutTerm, MAX_TERM } from './folding.js';
import { TermScanner } from './term-scanner.js';

export { MAX_TERM };

/** A word of a text, ready to compare, and where it stands in the original. */
export interface Token {
  readonly term: string;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset after the last unit. */
  readonly end: number;
}

/** What a text is indexed by. */
export interface Analysis {
  /** The terms of {@link tokenize}. Long ones can keep the whole text in memory. */
  readonly terms: string[];
  /** Each identifier of several parts as one word: `username` for `userName` and for `user_name`. */
  readonly compounds: string[];
}

/**
 * Splits text into terms: NFKC, lower case, without diacritics, identifiers in their parts. Every adapter indexes
 * and queries these, so they agree on what matches.
 */
export function* tokenize(text: string): Generator<Token> {
  const scanner = new TermScanner(text);
  while (scanner.next()) yield { term: scanner.term, start: scanner.start, end: scanner.end };
}

/** The same terms without their places, and the compounds, both in order and with repetitions. */
export function analyze(text: string): Analysis {
  const terms: string[] = [];
  const compounds: string[] = [];
  const scanner = new TermScanner(text);
  let first = 0;
  while (scanner.next()) {
    if (!scanner.joined) {
      if (terms.length - first > 1) compounds.push(compound(terms, first));
      first = terms.length;
    }
    terms.push(scanner.term);
  }
  if (terms.length - first > 1) compounds.push(compound(terms, first));
  return { terms, compounds };
}

/** The parts of an identifier, from one on to the last, as one word. */
export function compound(parts: readonly string[], from: number): string {
  return cutTerm(parts.slice(from, from + MAX_TERM).join(''));
}

/** Whether a term is one character of a script written without spaces. */
export function isUnspaced(term: string): boolean {
  return (traitsOf(term.codePointAt(0) ?? 0) & Trait.UNSPACED) !== 0;
}
