import type { SimilarTerm } from './adapter.js';
import { isUnspaced } from './tokenizer.js';

/**
 * How many insertions, deletions, replacements and swaps of neighbours turn one word into another, in UTF-16 units and
 * without editing a place twice (optimal string alignment); `max + 1` as soon as it is more than `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  const tooMany = max + 1;
  if (Math.abs(a.length - b.length) > max) return tooMany;
  // Distances of the first i - 2, i - 1 and i units of a to the first j of b, right where i and j differ by `max` at most.
  let older: number[] = [];
  let above: number[] = [];
  let row: number[] = [];
  let leastAbove = 0;
  for (let j = 0; j <= b.length; j += 1) above[j] = Math.min(j, tooMany);
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - max);
    const to = Math.min(b.length, i + max);
    let least = (row[from - 1] = from === 1 ? i : tooMany);
    for (let j = from; j <= to; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let distance = Math.min(
        (above[j - 1] ?? tooMany) + (same ? 0 : 1),
        (above[j] ?? tooMany) + 1,
        (row[j - 1] ?? tooMany) + 1,
      );
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) distance = Math.min(distance, (older[j - 2] ?? tooMany) + 1);
      row[j] = distance;
      least = Math.min(least, distance);
    }
    row[to + 1] = tooMany;
    // The next row comes from this one, or by a swap from the one above.
    if (least > max && leastAbove >= max) return tooMany;
    leastAbove = least;
    [older, above, row] = [above, row, older];
  }
  return Math.min(above[b.length] ?? tooMany, tooMany);
}

/** How many edits of a word can be meant by it: none of short words and of numbers, two from eight characters on. */
export function maxEdits(term: string): 0 | 1 | 2 {
  const { length } = Array.from(term);
  if (length < 4 || isUnspaced(term) || /\p{N}/u.test(term)) return 0;
  return length < 8 ? 1 : 2;
}

/** Orders words by how likely they were meant: fewest edits, then the same first letter, then most documents. */
export function byLikelihood(typed: string): (a: SimilarTerm, b: SimilarTerm) => number {
  const first = typed.codePointAt(0);
  const otherFirst = ({ term }: SimilarTerm): number => (term.codePointAt(0) === first ? 0 : 1);
  return (a, b) => a.edits - b.edits || otherFirst(a) - otherFirst(b) || b.documents - a.documents;
}
