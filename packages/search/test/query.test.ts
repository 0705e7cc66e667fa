import { full } from '@keelson/internal-conformance/services';
import { SearchDb, type SearchGroup, type SearchHit } from '@keelson/search';
import { memorySearchAdapter } from '@keelson/search/memory';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const NOW = Date.UTC(2026, 5, 15);
const DAY = 86_400_000;
const collections = {
  notes: {
    weight: 2,
    fields: { title: { type: 'text', weight: 3 }, body: { type: 'text' }, tag: { type: 'keyword' } },
  },
} as const;
const open = (adapter = memorySearchAdapter()) => new SearchDb({ adapter, collections });

const words = [
  "alpha alphabet beta Gamma naïve x of don't ⅷ ﬁle 東京 東京都の天気 天 データ ไทย",
  'getUserName get_user username user src/user/name.ts multi-agent HTTPServer2',
].flatMap((line) => line.split(' '));
const syntax = [
  '" * ( ) NEAR( AND OR NOT - : ^ \0 { } + \ud800 \ue000',
  'role: role:user tag:a title: body: session: after: before: after:2026-06-01',
].flatMap((line) => line.split(' '));
const word = fc.constantFrom(...words);
const text = fc.array(word, { maxLength: 12 }).map((parts) => parts.join(' '));

/** Queries as people mean them. */
const sensible = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '-', 'title:', 'body:', '-title:'),
      fc.oneof(
        { weight: 4, arbitrary: word },
        { weight: 1, arbitrary: word.map((each) => Array.from(each).slice(0, 2).join('')) },
        { weight: 2, arbitrary: fc.tuple(word, word).map((pair) => `"${pair.join(' ')}"`) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('role:user', '-role:tool', 'tag:a', 'session:s1', 'after:2026-06-01'),
        },
      ),
      fc.constantFrom(' ', ' ', ' OR '),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.map((part) => part.join('')).join(''))
  .chain((query) => fc.constantFrom(query, query.trimEnd()));

/** Queries as cats type them. */
const senseless = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...words, ...syntax), { maxLength: 12 })
    .chain((parts) => fc.constantFrom(' ', '').map((separator) => parts.join(separator))),
);

const timestamp = fc.integer({ min: -60, max: 2 }).map((days) => NOW + days * DAY);
const id = fc.integer({ min: 0, max: 15 }).map((n) => `d${n}`);
const role = fc.constantFrom('user', 'tool', null);
const sessionId = fc.constantFrom('s1', 's2');
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id, content: text, timestamp, role, sessionId }) },
  {
    weight: 3,
    arbitrary: fc.record({ id, title: text, body: text, timestamp, tag: fc.constantFrom('a', 'b', null) }),
  },
  { weight: 2, arbitrary: fc.record({ remove: id }) },
  { weight: 1, arbitrary: fc.constant('rebuild' as const) },
);
const options = fc.record({
  recency: fc.constantFrom(false as const, undefined, { halfLifeMs: DAY }),
  prefix: fc.boolean(),
  collapse: fc.constantFrom(undefined, 'sessionId'),
  filters: fc.constantFrom(
    {},
    { sessionId: 's1' },
    { after: NOW - 30 * DAY, before: NOW },
    { role: ['user', 'tool'] },
  ),
});

describe('queries', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
  afterEach(() => void vi.useRealTimers());

  it('find the same documents in SQLite as in memory, with the same scores and excerpts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: sensible }, senseless), options), {
          minLength: 5,
          maxLength: 25,
        }),
        async (steps, queries) => {
          const both = [open(), open(sqliteSearchAdapter({ database: ':memory:' }))] as const;
          for (const search of both)
            for (const [each, tenant] of steps) await take(each, search.forTenant(tenant));
          // SQLite counts the words of a document that is gone among those of others until its segment is merged.
          const exact = isAllNew(steps);
          for (const [query, given] of queries) await expectSame(both, query, given, exact);
          if (!exact) {
            for (const search of both) await search.rebuild();
            for (const [query, given] of queries) await expectSame(both, query, given, true);
          }
          for (const search of both) await search.close();
        },
      ),
      { numRuns: full ? 500 : 40 },
    );
  }, 600_000);

  it('never throw', async () => {
    const search = open();
    await search.index(
      'messages',
      words.map((content, n) => ({ id: `m${n}`, sessionId: 's1', role: 'user', content })),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(senseless, sensible), async (query) => {
        (await search.searchAll(query)).hits.forEach(expectSoundRanges);
      }),
      { numRuns: full ? 200_000 : 3_000 },
    );
  }, 600_000);
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Options = typeof options extends fc.Arbitrary<infer Value> ? Value : never;
type Search = ReturnType<typeof open>;

async function take(each: Step, search: Search): Promise<void> {
  if (each === 'rebuild') await search.rebuild();
  else if ('content' in each) await search.index('messages', [each]);
  else if ('title' in each) await search.index('notes', [each]);
  else await search.remove('messages', [each.remove]);
}

function isAllNew(steps: readonly (readonly [Step, string])[]): boolean {
  const seen = new Set<string>();
  return steps.every(([each, tenant]) => {
    if (each === 'rebuild') return true;
    if ('remove' in each) return false;
    const key = JSON.stringify([tenant, 'title' in each, each.id]);
    return !seen.has(key) && seen.add(key);
  });
}

async function expectSame(
  [memory, sqlite]: readonly [Search, Search],
  query: string,
  { collapse, ...given }: Options,
  exact: boolean,
): Promise<void> {
  const asked = { ...given, limit: 200, deadlineMs: 60_000, typos: false };
  const [expected, found] = await Promise.all(
    [memory, sqlite].map((search) =>
      // Which hit of a session is its best depends on the scores.
      search.forTenant('a').searchAll(query, exact ? { ...asked, collapse } : asked),
    ),
  );
  const counts = ({ collection, count, capped }: SearchGroup) => [collection, count, capped];
  expect(found?.groups.map(counts)).toEqual(expected?.groups.map(counts));
  for (const [n, { hits }] of expected?.groups.entries() ?? []) {
    expectSameHits(found?.groups[n]?.hits ?? [], hits, exact);
    hits.forEach(expectSoundRanges);
  }
}

/** Equal up to what floating point leaves open: the order of hits whose scores differ by nothing that counts. */
function expectSameHits(found: readonly SearchHit[], expected: readonly SearchHit[], scores: boolean): void {
  const byId = new Map(expected.map(({ score, ...hit }) => [hit.id, { score, hit }]));
  expect(found.length).toBe(expected.length);
  let before = Infinity;
  for (const { score, ...hit } of found) {
    expect(hit).toEqual(byId.get(hit.id)?.hit);
    if (!scores) continue;
    const exact = byId.get(hit.id)?.score ?? NaN;
    expect(Math.abs(score - exact)).toBeLessThan(1e-6);
    expect(exact).toBeLessThan(before + 1e-6);
    before = exact;
  }
}

function expectSoundRanges({ texts }: SearchHit): void {
  for (const { text: excerpt, ranges } of Object.values(texts)) {
    let last = 0;
    for (const [start, end] of ranges) {
      expect(last <= start && start < end && end <= excerpt.length).toBe(true);
      last = end;
    }
  }
}
