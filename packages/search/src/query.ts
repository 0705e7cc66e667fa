import { tokenize } from './tokenizer.js';

/** Terms that must stand next to each other in one field. */
export interface Phrase {
  readonly terms: readonly string[];
  /** The last term may be the beginning of a word. */
  readonly prefix: boolean;
}

/** A query that every adapter understands: all phrases must match. */
export interface ParsedQuery {
  readonly phrases: readonly Phrase[];
}

/** Phrases beyond this many are ignored: a pasted page is searched by its beginning. */
const MAX_PHRASES = 32;
const MAX_CHARACTERS = 10_000;

/**
 * Reads what a person typed. Words must all occur; `"quoted words"` must stand together; so must the parts of
 * `multi-agent` or `src/index.ts`. Every text is a valid query: what has no letters or digits is ignored,
 * and a query of nothing else matches nothing.
 *
 * @param prefix Whether the last word may be unfinished, as while typing. A space, a quote or another sign after it finishes it.
 */
export function parseQuery(text: string, prefix: boolean): ParsedQuery {
  const phrases: Phrase[] = [];
  const input = text.slice(0, MAX_CHARACTERS);
  const seen = new Set<string>();
  for (const match of input.matchAll(/"([^"]*)"?|[^\s"]+/gu)) {
    const quoted = match[1];
    const tokens = [...tokenize(quoted ?? match[0])];
    const last = tokens.at(-1);
    if (last === undefined) continue;
    const unfinished = quoted === undefined && match.index + last.end === input.length;
    const phrase = { terms: tokens.map(({ term }) => term), prefix: prefix && unfinished };
    const key = JSON.stringify(phrase);
    if (seen.has(key)) continue;
    seen.add(key);
    phrases.push(phrase);
    if (phrases.length === MAX_PHRASES) break;
  }
  return { phrases };
}
