import type { Phrase } from './query.js';
import { TermScanner } from './term-scanner.js';
import { compound } from './tokenizer.js';

/** Where a phrase stands in a text. */
export interface Match {
  /** Which of the clauses it fulfils. */
  readonly clause: number;
  readonly start: number;
  readonly end: number;
}

interface Ending {
  readonly clause: number;
  readonly terms: readonly string[];
  readonly last: string;
}

/** Finds phrases in pieces of text. */
export class PhraseMatcher {
  /** Phrases by their last term. */
  readonly #endings = new Map<string, Ending[]>();
  /** Phrases whose last term may be the beginning of a word. */
  readonly #open: Ending[] = [];

  /** @param clauses The phrases of each clause. */
  constructor(clauses: readonly (readonly Phrase[])[]) {
    for (const [clause, phrases] of clauses.entries()) {
      for (const { terms, prefix } of phrases) {
        const last = terms.at(-1) ?? '';
        const ending = { clause, terms, last };
        if (prefix) this.#open.push(ending);
        else this.#endings.set(last, [...(this.#endings.get(last) ?? []), ending]);
      }
    }
  }

  /**
   * The matches between two offsets. Where a cut is not behind a space, a match that touches it does not count,
   * because its word may go on.
   */
  matches(text: string, from: number, to: number): Match[] {
    const terms: string[] = [];
    const starts: number[] = [];
    const matches: Match[] = [];
    const first = from === 0 || /\s/.test(text.charAt(from - 1)) ? from : from + 1;
    const last = to === text.length ? to : to - 1;
    const add = (clause: number, start: number, end: number): void => {
      if (from + start >= first && from + end <= last)
        matches.push({ clause, start: from + start, end: from + end });
    };
    const scanner = new TermScanner(text.slice(from, to));
    let [identifier, before] = [0, 0];
    const close = (): void => {
      if (terms.length - identifier < 2) return;
      const start = starts[identifier] ?? 0;
      for (const {
        clause,
        terms: { length },
      } of this.#endingAt(compound(terms, identifier))) {
        if (length === 1) add(clause, start, before);
      }
    };
    while (scanner.next()) {
      if (!scanner.joined) {
        close();
        identifier = terms.length;
      }
      const { term, end } = scanner;
      terms.push(term);
      starts.push(scanner.start);
      for (const { clause, terms: phrase } of this.#endingAt(term)) {
        const offset = terms.length - phrase.length;
        if (phrase.every((each, index) => index === phrase.length - 1 || each === terms[offset + index])) {
          add(clause, starts[offset] ?? 0, end);
        }
      }
      before = end;
    }
    close();
    return matches.sort((a, b) => a.start - b.start);
  }

  #endingAt(term: string): readonly Ending[] {
    const whole = this.#endings.get(term) ?? [];
    const open = this.#open.filter(({ last }) => term.startsWith(last));
    return open.length === 0 ? whole : [...whole, ...open];
  }
}
