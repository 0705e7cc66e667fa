import type { ParsedQuery, Phrase } from './query.js';
import { type Token, tokenize } from './tokenizer.js';

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
/** How far into a field matches are looked for. Beyond it the excerpt is the beginning of the field. */
const SCANNED = 200_000;
const MAX_RANGES = 32;

/** Cuts the part of `text` with the most different phrases of the query in it. */
export function makeSnippet(text: string, query: ParsedQuery): Snippet {
  const matches = findMatches(text.slice(0, SCANNED), query.phrases);
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

interface Match {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

function findMatches(text: string, phrases: readonly Phrase[]): Match[] {
  const matches: Match[] = [];
  const longest = Math.max(0, ...phrases.map(({ terms }) => terms.length));
  const window: Token[] = [];
  for (const token of tokenize(text)) {
    window.push(token);
    if (window.length > longest) window.shift();
    for (const [phrase, { terms, prefix }] of phrases.entries()) {
      const offset = window.length - terms.length;
      const first = window[offset];
      if (first === undefined) continue;
      const matched = terms.every((term, index) => {
        const candidate = window[offset + index]?.term;
        return prefix && index === terms.length - 1 ? candidate?.startsWith(term) : candidate === term;
      });
      if (matched) matches.push({ phrase, start: first.start, end: token.end });
    }
  }
  return matches.sort((a, b) => a.start - b.start);
}

/** The first match of the window in which most different phrases stand. */
function bestMatch(matches: readonly Match[]): Match | undefined {
  let best: Match | undefined;
  let most = 0;
  for (const [index, match] of matches.entries()) {
    const phrases = new Set<number>();
    for (let next = index; next < matches.length; next += 1) {
      const other = matches[next];
      if (other === undefined || other.end - match.start > LENGTH * 0.7) break;
      phrases.add(other.phrase);
    }
    if (phrases.size > most) {
      most = phrases.size;
      best = match;
    }
  }
  return best;
}

function excerptStart(text: string, match: Match | undefined): number {
  if (match === undefined || match.end < LENGTH * 0.7) return 0;
  const earliest = Math.max(0, Math.min(match.start - 60, text.length - LENGTH));
  // Begin at a word, unless the text before the match has none.
  const space = text.slice(earliest, match.start).search(/\s\S/u);
  return notInsidePair(text, space === -1 ? earliest : earliest + space + 1);
}

function excerptEnd(text: string, start: number): number {
  const end = start + LENGTH;
  if (end >= text.length) return text.length;
  const space = text.slice(0, end).search(/\s\S*$/u);
  return notInsidePair(text, space > start + LENGTH / 2 ? space : end);
}

/** Moves an offset off the middle of a surrogate pair. */
function notInsidePair(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff && offset > 0 ? offset - 1 : offset;
}
