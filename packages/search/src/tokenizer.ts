/** A word of a text, ready to compare, and where it stands in the original. */
export interface Token {
  readonly term: string;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset after the last unit. */
  readonly end: number;
}

/** Scripts written without spaces: each character is a term, and a run of them is a phrase. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** The parts of a word that is not ASCII. The look-ahead is slow, so only such words pay for it. */
const PART = new RegExp(String.raw`[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}])+`, 'gu');
/** Longer runs are cut: nobody types them, and base64 would swell the index. */
const MAX_TERM = 64;

/**
 * Splits text into terms: NFKC, lower case, without diacritics. Every adapter indexes and queries these,
 * so they agree on what matches.
 */
export function* tokenize(text: string): Generator<Token> {
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    if (IS_ASCII.test(word)) {
      yield { term: word.slice(0, MAX_TERM).toLowerCase(), start, end: start + word.length };
    } else {
      yield* parts(word, start);
    }
  }
}

function* parts(word: string, offset: number): Generator<Token> {
  for (const { 0: part, index } of word.matchAll(PART)) {
    const [start, end] = [offset + index, offset + index + part.length];
    // A compatibility character can become several words, such as ㍿: they share its place.
    for (const [term] of normalize(part).matchAll(PART)) yield { term: cut(term), start, end };
  }
}

/** The terms of a text, separated by single spaces. */
export function toTerms(text: string): string {
  let terms = '';
  for (const { term } of tokenize(text)) terms += terms === '' ? term : ` ${term}`;
  return terms;
}

/** The first characters of a term, never half a surrogate pair. */
function cut(term: string): string {
  const end = /[\ud800-\udbff]/.test(term.charAt(MAX_TERM - 1)) ? MAX_TERM - 1 : MAX_TERM;
  return term.slice(0, end);
}

const IS_ASCII = /^[\0-\x7f]*$/;

function normalize(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC');
}
