import { element } from './elements.js';

/** Marks beyond this many help nobody and cost much in a long text. */
const MAX_MARKS = 300;

/** What to mark in a whole message: the words of the query, the last of which may be unfinished. */
export function wordsPattern(query: string): RegExp | null {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  const unfinished = /[\p{L}\p{N}]$/u.test(query);
  const patterns = words.map((word, index) =>
    unfinished && index === words.length - 1 ? `${word}[\\p{L}\\p{N}]*` : word,
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** The text as nodes, with what the pattern matches marked. */
export function markedText(text: string, pattern: RegExp | null): readonly Node[] {
  const nodes: Node[] = [];
  let last = 0;
  for (const { 0: word, index } of pattern === null ? [] : text.matchAll(pattern)) {
    if (nodes.length >= 2 * MAX_MARKS) break;
    nodes.push(document.createTextNode(text.slice(last, index)), element('mark', {}, word));
    last = index + word.length;
  }
  nodes.push(document.createTextNode(text.slice(last)));
  return nodes;
}
