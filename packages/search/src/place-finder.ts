import { Trait, traitsOf } from './character.js';
import type { Phrase } from './query.js';
import { SkipSearch } from './skip-search.js';
import { TermScanner } from './term-scanner.js';
import { analyze, compound } from './tokenizer.js';

const { SEPARATOR, UNDERSCORE, LOWER, UPPER, UNSPACED } = Trait;
/** How much text to both sides of a place is compared to a phrase, in UTF-16 units. No excerpt shows a longer match. */
const COMPARED = 240;

/** A phrase around its longest term. */
interface Anchor {
  readonly head: readonly string[];
  /** From the longest term on. */
  readonly tail: readonly string[];
  readonly prefix: boolean;
}

/** Finds places where one of some phrases stands, many times faster than terms are made of the text. */
export class PlaceFinder {
  readonly #anchors: readonly Anchor[];
  readonly #search: SkipSearch;

  constructor(phrases: readonly Phrase[]) {
    this.#anchors = phrases.map(anchorOf);
    this.#search = new SkipSearch(this.#anchors.map(({ tail }) => tail[0] ?? ''));
  }

  /** The first place of a longest term from an offset on, or -1. In odd cases, as in base64, there is no phrase after all. */
  find(text: string, from: number): number {
    for (const place of this.#search.places(text, from)) {
      if (beginsPart(text, place) && this.#fits(text, place)) return place;
    }
    return -1;
  }

  #fits(text: string, at: number): boolean {
    const scanner = new TermScanner(text.slice(at, at + COMPARED));
    const found: string[] = [];
    let parts = 0;
    const read = (): boolean => {
      if (!scanner.next()) return false;
      if (found.length === parts && (parts === 0 || scanner.joined)) parts += 1;
      found.push(scanner.term);
      return true;
    };
    const stands = ({ head, tail, prefix }: Anchor): boolean =>
      tail.every((term, index) => {
        if (found.length === index && !read()) return false;
        return prefix && index === tail.length - 1 ? found[index]?.startsWith(term) : found[index] === term;
      }) && endsIn(text.slice(Math.max(0, at - COMPARED), at), head);
    if (this.#anchors.some(stands)) return true;
    if (!beginsIdentifier(text, at)) return false;
    while (found.length === parts && read());
    const whole = parts < 2 ? '' : compound(found.slice(0, parts), 0);
    return this.#anchors.some(
      ({ head, tail: [term = '', next], prefix }) =>
        head.length === 0 && next === undefined && (prefix ? whole.startsWith(term) : whole === term),
    );
  }
}

function anchorOf({ terms, prefix }: Phrase): Anchor {
  const longest = Math.max(...terms.map(({ length }) => length));
  const at = terms.findIndex(({ length }) => length === longest);
  return { head: terms.slice(0, at), tail: terms.slice(at), prefix };
}

function endsIn(text: string, terms: readonly string[]): boolean {
  if (terms.length === 0) return true;
  const last = analyze(text).terms.slice(-terms.length);
  return terms.every((term, index) => last[index] === term);
}

function beginsPart(text: string, at: number): boolean {
  const [before, here] = [traitsAt(text, at - 1), traitsAt(text, at)];
  if ((before & (SEPARATOR | UNDERSCORE | UNSPACED)) !== 0 || (here & UNSPACED) !== 0) return true;
  if ((here & UPPER) === 0) return false;
  return (before & UPPER) === 0 || (traitsAt(text, at + 1) & LOWER) !== 0;
}

function beginsIdentifier(text: string, at: number): boolean {
  let before = at - 1;
  while (traitsAt(text, before) === UNDERSCORE) before -= 1;
  return (traitsAt(text, before) & (SEPARATOR | UNSPACED)) !== 0;
}

/** Nothing separates as well. */
function traitsAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? SEPARATOR : traitsOf(text.charCodeAt(at));
}
