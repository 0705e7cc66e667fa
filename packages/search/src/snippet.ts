import { type Match, PhraseMatcher } from './phrase-matcher.js';
import { PlaceFinder } from './place-finder.js';
import type { ParsedQuery, Phrase } from './query.js';

/** An excerpt of a text field with the places that match. Plain text: the reader of it decides on markup. */
export interface Snippet {
  readonly text: string;
  /** `[start, end)` pairs of UTF-16 offsets into `text`, ascending, not overlapping. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
  /** Whether the field goes on before the excerpt. */
  readonly cutStart: boolean;
  /** Whether the field goes on after the excerpt. */
  readonly cutEnd: boolean;
}

/** Length of an excerpt in UTF-16 units. */
const LENGTH = 240;
/** How far apart matches may stand so that one excerpt surely shows them. */
const WINDOW = LENGTH * 0.7;
/** How far into a field matches are looked for. Beyond it the excerpt is the beginning of the field. */
const SCANNED = 200_000;
/** Up to here every word is looked at; beyond, only the surroundings of places where a missing phrase may stand. */
const BEGINNING = 8_000;
/** How many such places are looked at, and how far to both sides. */
const MAX_PLACES = 32;
const [BEFORE, AFTER] = [120, 360];
const MAX_RANGES = 32;

/** Cuts the part of `text` that fulfils most clauses of the query, as far as they concern this field. */
export function makeSnippet(text: string, query: ParsedQuery, field: string): Snippet {
  const clauses = query.required
    .map(({ anyOf }) => anyOf.filter((phrase) => phrase.field === null || phrase.field === field))
    .filter((phrases) => phrases.length > 0);
  const matches =
    clauses.length === 0
      ? []
      : findMatches(text.length > SCANNED ? text.slice(0, cutBefore(text, SCANNED)) : text, clauses);
  const start = excerptStart(text, bestMatch(matches));
  const end = excerptEnd(text, start);
  const ranges: [number, number][] = [];
  for (const match of matches) {
    if (match.start < start || match.end > end || ranges.length === MAX_RANGES) continue;
    const last = ranges.at(-1);
    if (last !== undefined && match.start - start < last[1]) last[1] = Math.max(last[1], match.end - start);
    else ranges.push([match.start - start, match.end - start]);
  }
  return { text: text.slice(start, end), ranges, cutStart: start > 0, cutEnd: end < text.length };
}

/** Matches by start: all of the beginning, and around the first places of the clauses that it does not fulfil. */
function findMatches(text: string, clauses: readonly (readonly Phrase[])[]): readonly Match[] {
  const matcher = new PhraseMatcher(clauses);
  const missing = new Set(clauses.keys());
  const matches: Match[] = [];
  let finder: PlaceFinder | undefined;
  let [place, searched] = [-1, cutBefore(text, BEGINNING)];
  let found = matcher.matches(text, 0, searched);
  for (let places = 0; ; places += 1) {
    for (const match of found) {
      matches.push(match);
      if (missing.delete(match.clause)) finder = undefined;
    }
    if (missing.size === 0 || searched === text.length || places === MAX_PLACES) break;
    finder ??= new PlaceFinder([...missing].flatMap((clause) => clauses[clause] ?? []));
    // A phrase can begin before the cut and go on behind it.
    place = finder.find(text, Math.max(searched - BEFORE, place + 1));
    if (place === -1) break;
    searched = cutBefore(text, place + AFTER);
    found = matcher.matches(text, cutBefore(text, place - BEFORE), searched);
  }
  return matches.sort((a, b) => a.start - b.start);
}

/** The first match of the window that fulfils most clauses. */
function bestMatch(matches: readonly Match[]): Match | undefined {
  const inWindow = new Map<number, number>();
  let best: Match | undefined;
  let [most, end] = [0, 0];
  for (const [index, match] of matches.entries()) {
    for (let next; (next = matches[end]) !== undefined; end += 1) {
      if (end > index && next.end - match.start > WINDOW) break;
      inWindow.set(next.clause, (inWindow.get(next.clause) ?? 0) + 1);
    }
    if (inWindow.size > most) [best, most] = [match, inWindow.size];
    const count = inWindow.get(match.clause) ?? 0;
    if (count > 1) inWindow.set(match.clause, count - 1);
    else inWindow.delete(match.clause);
  }
  return best;
}

function excerptStart(text: string, match: Match | undefined): number {
  if (match === undefined || match.end < WINDOW) return 0;
  const earliest = Math.max(0, Math.min(match.start - 60, text.length - LENGTH));
  // Begin at a word, unless the text before the match has none.
  const space = text.slice(earliest, match.start).search(/\s\S/u);
  return notInsidePair(text, space === -1 ? earliest : earliest + space + 1);
}

function excerptEnd(text: string, start: number): number {
  const end = start + LENGTH;
  if (end >= text.length) return text.length;
  const space = text.slice(start, end).search(/\s\S*$/u);
  return notInsidePair(text, space > LENGTH / 2 ? start + space : end);
}

/** An offset that is shortly before or at another, behind a space where there is one. */
function cutBefore(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  const earliest = Math.max(0, offset - 200);
  const space = text.slice(earliest, offset).search(/\s\S*$/u);
  return notInsidePair(text, space === -1 ? Math.max(0, offset) : earliest + space + 1);
}

/** Moves an offset off the middle of a surrogate pair. */
function notInsidePair(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff && offset > 0 ? offset - 1 : offset;
}
