import { fold } from './folding.js';
import { isUnspacedScript } from './script.js';

/** What a character is to the tokenizer, as bits. */
export const Trait = {
  SEPARATOR: 1,
  UNDERSCORE: 2,
  LOWER: 4,
  UPPER: 8,
  DIGIT: 16,
  /** A letter without case. */
  LETTER: 32,
  MARK: 64,
  /** Of a script written without spaces; marks of such a script have both bits. */
  UNSPACED: 128,
  /** Folding is lower-casing. A character with neither this nor the next bit folds to itself. */
  CASED: 256,
  /** Folding is more than lower-casing, or depends on its neighbours. */
  INTRICATE: 512,
} as const;

/** By code point, 0 for what was not met yet. The system gives memory only to the pages that are touched. */
const met = new Uint16Array(0x110000);

/** The traits of a character; a lone surrogate is a separator. */
export function traitsOf(codePoint: number): number {
  const traits = met[codePoint] ?? 0;
  return traits === 0 ? (met[codePoint] = classify(codePoint)) : traits;
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (character === '_') return Trait.UNDERSCORE;
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return Trait.SEPARATOR;
  return kindOf(character) | foldingOf(character);
}

function kindOf(character: string): number {
  const unspaced = isUnspacedScript(character) ? Trait.UNSPACED : 0;
  // The half-width sound marks are letters to Unicode, and become marks of the kana before them when folded.
  if (/[\p{M}\uff9e\uff9f]/u.test(character)) return Trait.MARK | unspaced;
  if (unspaced !== 0) return unspaced;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return Trait.UPPER;
  if (/\p{Ll}/u.test(character)) return Trait.LOWER;
  return /\p{N}/u.test(character) ? Trait.DIGIT : Trait.LETTER;
}

function foldingOf(character: string): number {
  // Marks, and the vowels and finals of Hangul, can melt into the character before them;
  // lower-casing a sigma depends on whether the word goes on.
  if (/[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9fΣ]/u.test(character)) return Trait.INTRICATE;
  const folded = fold(character);
  if (folded === character) return 0;
  return folded === character.toLowerCase() ? Trait.CASED : Trait.INTRICATE;
}
