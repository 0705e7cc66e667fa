import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { finds, ids, message, searchOver } from './fixtures.js';

/** What people type beyond words, and the same restrictions as options. */
export const languageScenarios: readonly Scenario<SearchAdapter>[] = [
  finds(
    'excluded',
    'leaves out documents with an excluded word or phrase',
    { a: 'quick brown fox', b: 'quick red fox', c: 'red brown fence', d: 'brown red quick' },
    {
      'quick -brown': ['b'],
      'fox -"red fox"': ['a'],
      'quick -red -brown': [],
      'red -nowhere': ['b', 'c', 'd'],
      // Nobody searches for everything but something.
      '-quick': ['a', 'b', 'd'],
      '-red -fence': ['c'],
    },
  ),
  finds(
    'alternatives',
    'finds documents with one of two alternatives, which bind closer than the words beside them',
    { a: 'apple pie', b: 'banana pie', c: 'apple juice', d: 'cherry pie' },
    {
      'apple OR banana': ['a', 'b', 'c'],
      'apple OR banana pie': ['a', 'b'],
      'pie apple OR banana': ['a', 'b'],
      'apple OR banana OR cherry': ['a', 'b', 'c', 'd'],
      'apple OR "cherry pie"': ['a', 'c', 'd'],
      'apple OR banana -juice': ['a', 'b'],
      'apple or banana': [],
    },
  ),
  finds(
    'keyword-fields',
    'filters by field:value, by short names too, and leaves words with a colon alone',
    {
      a: message('a', 'deploy now', { role: 'user', projectId: 'web' }),
      b: message('b', 'deploy later', { role: 'assistant', projectId: 'web', sessionId: 's2' }),
      c: message('c', 'deploy never TODO: ask', { role: 'tool', projectId: 'app', sessionId: 's2' }),
      d: message('d', 'deploy nofield value'),
    },
    {
      'deploy role:user': ['a'],
      'role:user deploy': ['a'],
      'deploy project:web': ['a', 'b'],
      'deploy projectId:web': ['a', 'b'],
      'deploy session:s2 project:web': ['b'],
      'deploy -role:tool': ['a', 'b', 'd'],
      'role:assistant': ['b'],
      'role:user role:tool session:s2': ['c'],
      'session:nobody deploy': [],
      'deploy TODO:': ['c'],
      'nofield:value': ['d'],
    },
  ),
  finds(
    'times',
    'filters by after: and before:',
    {
      a: message('a', 'deploy', { timestamp: Date.UTC(2024, 0, 10) }),
      b: message('b', 'deploy', { timestamp: Date.UTC(2024, 5, 10) }),
      c: message('c', 'deploy', { timestamp: Date.UTC(2025, 0, 10) }),
    },
    {
      'deploy after:2024-03-01': ['b', 'c'],
      'deploy before:2024-03-01': ['a'],
      'after:2024-03-01 before:2024-12-01': ['b'],
      'deploy after:2026-03-01': [],
    },
  ),
  {
    key: 'text-fields',
    title: 'finds words in the text field that they are said to be in',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('notes', [
        { id: 'a', title: 'release plan', body: 'freeze on friday getUserName' },
        { id: 'b', title: 'freeze getUserName', body: 'release plan' },
      ]);
      await search.indexMessage(message('m', 'release plan'));
      const found = async (query: string, collections?: string[]) =>
        ids(await search.searchAll(query, { collections, typos: false })).sort();
      expect(await found('title:release')).toEqual(['a']);
      expect(await found('body:release')).toEqual(['b']);
      expect(await found('title:"release plan"')).toEqual(['a']);
      expect(await found('title:"plan release"')).toEqual([]);
      expect(await found('title:getusername')).toEqual(['b']);
      expect(await found('release -title:plan', ['notes'])).toEqual(['b']);
      expect(await found('title:rele')).toEqual(['a']);
      // A collection without the field has nothing there, but may have the other alternative.
      expect(await found('title:release OR plan')).toEqual(['a', 'b', 'm']);
      expect(await found('release -title:plan')).toEqual(['b', 'm']);
      // No searched collection has the field: plain words.
      expect(await found('title:release', ['messages'])).toEqual([]);
    },
  },
  {
    key: 'filters-only',
    title: 'lists the newest first where there are only filters, and nothing where there is not even that',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('old', 'one', { role: 'user', timestamp: 1 }),
        message('new', 'two', { role: 'user', timestamp: 3 }),
        message('tool', 'three', { role: 'tool', timestamp: 4 }),
        message('middle', 'four', { role: 'user', timestamp: 2 }),
      ]);
      for (const recency of [undefined, false] as const) {
        expect(ids(await search.searchAll('role:user', { recency }))).toEqual(['new', 'middle', 'old']);
      }
      const { groups, stats } = await search.searchAll('role:user');
      expect(groups[0]).toMatchObject({ count: 3, capped: false });
      expect(stats.phrases).toBe(0);
      expect(ids(await search.searchAll('', { filters: { role: 'user' } }))).toEqual([]);
    },
  },
  {
    key: 'filters',
    title: 'filters by keyword values and by time, and leaves out collections without the field',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('a', 'word', { sessionId: 's1', role: 'user', timestamp: 10 }),
        message('b', 'word', { sessionId: 's2', role: 'user', timestamp: 20 }),
        message('c', 'word', { sessionId: 's3', role: 'assistant', timestamp: 30 }),
        message('d', 'word', { sessionId: "s'1", timestamp: 40 }),
      ]);
      await search.indexTask({ id: 't', title: 'word', timestamp: 20 });
      const found = async (filters: Record<string, string | string[] | number>) =>
        ids(await search.searchAll('word', { filters })).sort();
      expect(await found({ sessionId: 's1' })).toEqual(['a']);
      expect(await found({ sessionId: ['s1', 's2'], role: 'user' })).toEqual(['a', 'b']);
      expect(await found({ sessionId: "s'1" })).toEqual(['d']);
      expect(await found({ sessionId: 'nobody' })).toEqual([]);
      expect(await found({ after: 20, before: 30 })).toEqual(['b', 't']);
      await expect(search.searchAll('word', { filters: { nofield: 'x' } })).rejects.toMatchObject({
        code: 'SEARCH_BAD_QUERY',
      });
    },
  },
  {
    key: 'filters-combined',
    title: 'needs both what the query and what the options filter by',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('a', 'word', { role: 'user', timestamp: Date.UTC(2024, 1) }),
        message('b', 'word', { role: 'tool', timestamp: Date.UTC(2024, 2) }),
        message('c', 'word', { role: 'system', timestamp: Date.UTC(2024, 3) }),
      ]);
      const filters = { role: ['user', 'tool'], after: Date.UTC(2024, 0, 15) };
      expect(ids(await search.searchAll('word role:tool role:system', { filters }))).toEqual(['b']);
      expect(ids(await search.searchAll('word role:system', { filters }))).toEqual([]);
      expect(ids(await search.searchAll('word -role:tool', { filters }))).toEqual(['a']);
      expect(ids(await search.searchAll('word after:2024-02-15', { filters }))).toEqual(['b']);
    },
  },
  {
    key: 'one-session',
    title: 'finds common words in one session of many',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Array.from({ length: 1_200 }, (_, n) =>
          message(`m${n}`, `common word ${n}`, { sessionId: `s${n % 400}` }),
        ),
      );
      for (const query of ['common', 'co', 'common word', '"common word"', 'word -nothing']) {
        const { hits, groups } = await search.searchAll(query, { filters: { sessionId: 's399' } });
        expect(hits.map(({ id }) => id).sort(), query).toEqual(['m1199', 'm399', 'm799']);
        expect(groups[0], query).toMatchObject({ count: 3, capped: false });
      }
    },
  },
];
