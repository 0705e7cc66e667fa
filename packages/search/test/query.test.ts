import { SearchDb } from '@keelson/search';
import { memorySearchAdapter } from '@keelson/search/memory';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { full } from '@keelson/internal-conformance/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const words = ['alpha', 'beta', 'Gamma', 'naïve', '東京', "don't", 'multi-agent', 'src/a.ts', 'x'];
const query = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom('"', '*', '(', ')', 'NEAR(', 'AND', 'OR', 'NOT', '-', ':', '^', '\0', '{', '}', '+'),
      ),
      {
        maxLength: 12,
      },
    )
    .chain((parts) => fc.constantFrom(' ', '').map((separator) => parts.join(separator))),
);
const text = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));

describe('queries', () => {
  it('never throw, and memory and SQLite find the same documents with the same scores and excerpts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        fc.array(query, { minLength: 5, maxLength: 25 }),
        async (texts, queries) => {
          const both = [memorySearchAdapter(), sqliteSearchAdapter({ database: ':memory:' })].map(
            (adapter) => new SearchDb({ adapter }),
          );
          const documents = texts.map((content, n) => ({
            id: `m${n}`,
            sessionId: 's',
            content,
            timestamp: n,
          }));
          for (const search of both) await search.index('messages', documents);
          for (const each of queries) {
            const [memory, sqlite] = await Promise.all(
              both.map((search) => search.searchAll(each, { limit: 200 })),
            );
            const shape = (result: typeof memory) =>
              result?.hits.map(({ score, ...hit }) => ({ ...hit, score: score.toFixed(6) }));
            expect(shape(sqlite)).toEqual(shape(memory));
            for (const { texts: excerpts } of memory?.hits ?? []) {
              const { text: excerpt, ranges } = excerpts['content']!;
              expect(ranges.length).toBeGreaterThan(0);
              for (const [start, end] of ranges)
                expect(0 <= start && start < end && end <= excerpt.length).toBe(true);
            }
          }
          await Promise.all(both.map((search) => search.close()));
        },
      ),
      { numRuns: full ? 500 : 40 },
    );
  }, 300_000);
});
