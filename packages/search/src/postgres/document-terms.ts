import type { StoredDocument } from '../adapter.js';
import type { Field } from '../collection.js';
import { MAX_LENGTH } from '../ranking.js';
import { isUnspaced } from '../tokenizer.js';
import type { Turns } from '../turns.js';
import { type Passage, passagesOf } from './passages.js';
import { analyzeInPieces } from './pieces.js';
import { LABELS, TermsVector } from './terms-vector.js';

/** What the index holds about a document. */
export interface DocumentTerms {
  /** A tsvector in binary form. */
  readonly vector: Uint8Array;
  /** How many terms all text fields have together. */
  readonly length: number;
  /** The text once more in parts, where one vector cannot tell where everything stands; else none. */
  readonly passages: readonly Passage[];
  /** Words that a mistyped one could mean. */
  readonly words: readonly string[];
}

/** Letters only, and neither too short nor too long for somebody to have meant it. */
const WORD = /^[\p{L}\p{M}]{3,40}$/u;
/** Only so many text fields have a label of their own; the others share the last. */
const OWN_LABELS = LABELS.length - 1;

/** The label of a text field, as a number: A, B, C, then D. */
export function labelOf(field: number): number {
  return Math.max(0, OWN_LABELS - field);
}

/** Whether the label of a field tells it from all others of its collection. */
export function hasOwnLabel(field: number, fields: number): boolean {
  return field < OWN_LABELS || fields <= LABELS.length;
}

/** Two characters of a script without spaces that stand together, as one lexeme. No term has a `_`. */
export function pairOf(first: string, second: string): string | null {
  return isUnspaced(first) && isUnspaced(second) ? `_${first}${second}` : null;
}

/** Analyses the text of a document. */
export async function documentTerms(
  textFields: readonly Field[],
  document: StoredDocument,
  turns: Turns,
): Promise<DocumentTerms> {
  const texts = textFields.map(({ name }) => document[name]);
  const vector = new TermsVector();
  const compounds: (readonly string[])[] = [];
  let [length, position, isSplit] = [0, 0, false];
  for (const [field, text] of texts.entries()) {
    const own: string[] = [];
    compounds.push(own);
    if (typeof text !== 'string') continue;
    isSplit ||= !hasOwnLabel(field, texts.length);
    let before = '';
    for await (const analysis of analyzeInPieces(text, turns)) {
      for (const term of analysis.terms) {
        vector.add(term, (position += 1), labelOf(field));
        const pair = pairOf(before, term);
        if (pair !== null) vector.addBare(pair);
        before = term;
      }
      length += analysis.terms.length;
      own.push(...analysis.compounds);
    }
    // A gap, so that no phrase runs from one field into the next.
    position += 1;
  }
  for (const [field, own] of compounds.entries()) {
    // A compound has no neighbours.
    for (const compound of own) vector.add(compound, (position += 2), labelOf(field));
  }
  isSplit ||= !vector.isComplete;
  return {
    vector: vector.encode(),
    length: Math.min(length, MAX_LENGTH),
    passages: isSplit ? await passagesOf(texts, turns) : [],
    words: [...vector.lexemes].filter((lexeme) => WORD.test(lexeme) && !isUnspaced(lexeme)),
  };
}
