import { wordsOf } from './script.js';

/** Marks that make no difference, and selectors of a glyph's form. */
const IGNORED = /[\u0300-\u036f\p{Variation_Selector}]+/gu;

/** Terms are cut to this many UTF-16 units: nobody types more, and base64 would swell the index. */
export const MAX_TERM = 64;

/** Words that were folded lately. Few words make up most of a text. */
const lately = new Map<string, readonly string[]>();
const MAX_LATELY = 20_000;
/** V8 keeps the whole text alive for a longer part of it. */
const MAX_REMEMBERED = 12;

/** NFKC in lower case without diacritics. Both small sigmas are one, so that a word begins like its beginning. */
export function fold(word: string): string {
  return word.normalize('NFKD').replace(IGNORED, '').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** The terms of a folded word: none if it is only marks, several if it has a character such as ½ or ﷺ. */
export function foldedTerms(word: string): readonly string[] {
  if (word.length > MAX_REMEMBERED) return wordsOf(fold(word)).map(cutTerm);
  let terms = lately.get(word);
  if (terms === undefined) {
    if (lately.size === MAX_LATELY) lately.clear();
    lately.set(word, (terms = wordsOf(fold(word)).map(cutTerm)));
  }
  return terms;
}

/** The first characters of a term, never half a surrogate pair. */
export function cutTerm(term: string): string {
  if (term.length <= MAX_TERM) return term;
  const last = term.charCodeAt(MAX_TERM - 1);
  return term.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_TERM - 1 : MAX_TERM);
}
