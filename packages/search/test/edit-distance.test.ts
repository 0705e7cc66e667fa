import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byLikelihood, editDistance, maxEdits } from '../src/edit-distance.js';

describe('the edit distance', () => {
  it.each([
    ['', '', 0],
    ['search', 'search', 0],
    ['serach', 'search', 1],
    ['seach', 'search', 1],
    ['searchh', 'search', 1],
    ['zearch', 'search', 1],
    ['ca', 'abc', 3],
    ['recieve', 'received', 2],
    ['東京都', '京東都', 1],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b, 5)).toBe(distance);
    expect(editDistance(b, a, 5)).toBe(distance);
  });

  it('is that of the whole matrix, up to its bound', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, max) => {
        expect(editDistance(a, b, max)).toBe(Math.min(naive(a, b), max + 1));
      }),
      { numRuns: 20_000 },
    );
  });

  it('is found at once where it is too large', () => {
    expect(editDistance('a'.repeat(1_000_000), 'b'.repeat(1_000_000), 2)).toBe(3);
    expect(editDistance('a'.repeat(1_000_000), '', 2)).toBe(3);
  });
});

describe('typos', () => {
  it('are allowed for by length, and not in numbers and characters', () => {
    const words = [
      '',
      'abc',
      'abcd',
      'abcdefg',
      'abcdefgh',
      '𐐨𐐨𐐨',
      '𐐨𐐨𐐨𐐨',
      'version2',
      '12345678',
      '東',
      'ー',
    ];
    expect(words.map(maxEdits)).toEqual([0, 0, 1, 1, 2, 0, 1, 0, 0, 0, 0]);
  });

  it('are likely that are few, keep the first letter, and lead to a frequent word', () => {
    const like = (term: string, edits: number, documents: number) => ({ term, edits, documents });
    const sorted = [
      like('search', 0, 1),
      like('sears', 1, 9),
      like('seam', 1, 2),
      like('pear', 1, 100),
      like('sealed', 2, 1_000),
    ];
    expect([...sorted].reverse().sort(byLikelihood('seary'))).toEqual(sorted);
  });
});

/** Optimal string alignment by the whole matrix. */
function naive(a: string, b: string): number {
  const matrix = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      matrix[i]![j] = Math.min(
        matrix[i - 1]![j]! + 1,
        matrix[i]![j - 1]! + 1,
        matrix[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? matrix[i - 2]![j - 2]! + 1 : Infinity,
      );
    }
  }
  return matrix[a.length]![b.length]!;
}
