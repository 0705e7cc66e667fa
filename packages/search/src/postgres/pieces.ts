import { isUnspacedScript } from '../script.js';
import { analyze, type Analysis } from '../tokenizer.js';
import type { Turns } from '../turns.js';

/** UTF-16 units that are analysed at a time: a few milliseconds. */
const PIECE = 16 * 1024;
const IN_WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Belongs to the character before, whatever that is. */
const MARK = /[\p{M}\uff9e\uff9f]/u;

/** What a text is indexed by, in parts, between which other work gets its turn. */
export async function* analyzeInPieces(text: string, turns: Turns): AsyncGenerator<Analysis> {
  for (let start = 0; start < text.length;) {
    const end = endOfPiece(text, start + PIECE);
    yield analyze(text.slice(start, end));
    if (turns.isOver) await turns.next();
    start = end;
  }
}

/** The next place where neither a term nor an identifier goes on. */
function endOfPiece(text: string, from: number): number {
  let before = '';
  // Not inside of a surrogate pair.
  const first = (text.codePointAt(from - 1) ?? 0) > 0xffff ? from + 1 : from;
  for (let at = first; at < text.length; at += before.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const isBorder = isUnspacedScript(before) && !MARK.test(character);
    if (isBorder || !IN_WORD.test(character)) return at;
    before = character;
  }
  return text.length;
}
