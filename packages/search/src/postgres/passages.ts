import type { Turns } from '../turns.js';
import { analyzeInPieces } from './pieces.js';
import { LABELS, TermsVector } from './terms-vector.js';

/** A part of a text field that is short enough for a tsvector to hold every position. */
export interface Passage {
  /** The place of the field among the text fields. */
  readonly field: number;
  readonly vector: Uint8Array;
}

/** Passages of a field overlap by so many terms. Longer phrases are not found across the border of two passages. */
const OVERLAP = 64;
/** What is beyond so many passages of one document is found by its words only. */
const MAX_PASSAGES = 4_096;
/** The label of a term in the passage that it belongs to. */
export const OWN = LABELS.indexOf('D');
/** Of terms that the passage before has too. */
const REPEATED = LABELS.indexOf('A');

/** Cuts the text of a document into passages. Compounds are in passages of their own, without neighbours. */
export async function passagesOf(texts: readonly unknown[], turns: Turns): Promise<readonly Passage[]> {
  const passages: Passage[] = [];
  for (const [field, text] of texts.entries()) {
    if (typeof text !== 'string') continue;
    const terms = new PassageWriter(field, 1, OVERLAP);
    const compounds = new PassageWriter(field, 2, 0);
    for await (const analysis of analyzeInPieces(text, turns)) {
      for (const term of analysis.terms) terms.add(term);
      for (const compound of analysis.compounds) compounds.add(compound);
    }
    passages.push(...terms.end(), ...compounds.end());
  }
  return passages.slice(0, MAX_PASSAGES);
}

/** Begins a new passage whenever the current one has no room for a term. */
class PassageWriter {
  readonly #field: number;
  readonly #step: number;
  readonly #overlap: number;
  readonly #passages: Passage[] = [];
  #vector = new TermsVector();
  #position = 0;
  /** The last terms, at least as many as overlap. */
  #last: string[] = [];

  /** @param step From the position of a term to that of the next. */
  constructor(field: number, step: number, overlap: number) {
    this.#field = field;
    this.#step = step;
    this.#overlap = overlap;
  }

  add(term: string): void {
    if (!this.#vector.hasRoomFor(term, this.#position + this.#step)) {
      this.#close();
      for (const repeated of this.#last.slice(this.#last.length - this.#overlap))
        this.#place(repeated, REPEATED);
    }
    this.#place(term, OWN);
    this.#last.push(term);
    if (this.#last.length > 1_024) this.#last = this.#last.slice(-OVERLAP);
  }

  end(): readonly Passage[] {
    if (this.#position > 0) this.#close();
    return this.#passages;
  }

  #place(term: string, label: number): void {
    this.#vector.add(term, (this.#position += this.#step), label);
  }

  #close(): void {
    this.#passages.push({ field: this.#field, vector: this.#vector.encode() });
    this.#vector = new TermsVector();
    this.#position = 0;
  }
}
