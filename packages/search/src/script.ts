/**
 * Characters of scripts that are written without spaces, for a character class. The prolonged sound marks and
 * the closing mark stand between them and belong to no one script.
 */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3006\u30fc\uff70`;

const UNSPACED_CHARACTER = new RegExp(`[${UNSPACED}]`, 'u');
const WORD = new RegExp(String.raw`[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}])+`, 'gu');

/** Whether the script of a character is written without spaces. */
export function isUnspacedScript(character: string): boolean {
  return UNSPACED_CHARACTER.test(character);
}

/** The words of a text; of scripts written without spaces each character with its marks. Slow. */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}
