import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { ids, message, searchOver } from './fixtures.js';

/** Each of them with an adapter that says that it finds similar words. */
const scenarios: readonly Scenario<SearchAdapter>[] = [
  {
    key: 'typos',
    title: 'finds what was probably meant where nothing was found as typed, and says so',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('m1', 'the deployment of the parser failed'),
        message('m2', 'restart the database'),
        message('m3', 'cat and dog'),
      ]);
      for (const [query, expected, used] of [
        ['deploymnet', ['m1'], 'deployment'],
        ['deploiment ', ['m1'], 'deployment'],
        ['parsr failed', ['m1'], 'parser'],
        ['failed prser', ['m1'], 'parser'],
        ['dattabbase', ['m2'], 'database'],
        ['restart databse', ['m2'], 'database'],
        ['restatr', ['m2'], 'restart'],
      ] as const) {
        const result = await search.searchAll(query);
        expect(ids(result), query).toEqual(expected);
        expect(result.hits[0], query).toMatchObject({ corrected: true });
        expect(result.corrections, query).toHaveLength(1);
        expect(result.corrections[0]?.used, query).toContain(used);
        const { text, ranges } = result.hits[0]!.texts['content']!;
        expect(
          ranges.map(([start, end]) => text.slice(start, end)),
          query,
        ).toContain(used);
        expect(await search.searchAll(query, { typos: false })).toMatchObject({ hits: [], corrections: [] });
      }
      // Too short, exact, excluded, or nothing like it.
      for (const query of ['cta', 'parser', 'restart -databse', 'hippopotamus']) {
        expect((await search.searchAll(query)).corrections, query).toEqual([]);
      }
    },
  },
  {
    key: 'typos-after-exact',
    title: 'puts what only a correction found after what was found as typed, and corrects no common word',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('exact', 'a colour among many other words in a long message', { timestamp: 1 }),
        message('corrected', 'color', { timestamp: 2 }),
        ...['one', 'two', 'three'].map((id) => message(id, 'organise')),
        message('other', 'organize'),
      ]);
      const { hits, corrections, groups } = await search.searchAll('colour');
      expect(hits.map(({ id, corrected }) => [id, corrected])).toEqual([
        ['exact', false],
        ['corrected', true],
      ]);
      expect(corrections).toEqual([{ typed: 'colour', used: ['color'] }]);
      expect(groups[0]).toMatchObject({ count: 2, capped: false });
      const common = await search.searchAll('organise');
      expect(ids(common).sort()).toEqual(['one', 'three', 'two']);
      expect(common.corrections).toEqual([]);
      expect(ids(await search.searchAll('colour', { limit: 1 }))).toEqual(['exact']);
    },
  },
  {
    key: 'typos-likeliest',
    title: 'prefers fewer edits, then the same first letter, then the word of more documents',
    async run({ adapter }) {
      const subject = adapter();
      const search = searchOver(subject);
      await search.index('messages', [
        message('m1', 'planner'),
        message('m2', 'planner'),
        message('m3', 'planned planned'),
        message('m4', 'slanned slanned'),
        message('m5', 'slanned'),
        message('m6', 'slanned planed'),
        message('m7', 'planed planed'),
        message('m8', 'planed'),
      ]);
      await search.index('tasks', [
        { id: 't1', title: 'slanned' },
        { id: 't2', title: 'planning' },
      ]);
      const similar = async (
        term: string,
        maxEdits: number,
        limit = 9,
        collections = ['messages', 'tasks'],
      ) =>
        (await subject.similar?.({ tenant: '', collections, term, maxEdits, limit }))?.map(
          (each) => each.term,
        );
      expect(await similar('planned', 1)).toEqual(['planned', 'planed', 'planner', 'slanned']);
      expect(await similar('planned', 2, 2)).toEqual(['planned', 'planed']);
      expect(await similar('plannet', 1)).toEqual(['planner', 'planned']);
      expect(await similar('planing', 1)).toEqual(['planning']);
      expect(await similar('planing', 1, 9, ['messages'])).toEqual([]);
      expect(await similar('nothing', 2)).toEqual([]);
    },
  },
];

export const typoScenarios: readonly Scenario<SearchAdapter>[] = scenarios.map((scenario) => ({
  key: scenario.key,
  title: scenario.title,
  async run({ adapter }) {
    const probe = adapter();
    if (probe.capabilities.typos) await scenario.run({ adapter: () => probe });
  },
}));
