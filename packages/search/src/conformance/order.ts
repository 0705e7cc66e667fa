import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { ids, message, searchOver } from './fixtures.js';

export const orderScenarios: readonly Scenario<SearchAdapter>[] = [
  {
    key: 'rank-density',
    title: 'ranks a short document above a long one with the same word, and more occurrences above fewer',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('long', `deploy ${'filler words go here '.repeat(50)}`),
        message('short', 'deploy now'),
        message('twice', 'deploy deploy'),
        ...Array.from({ length: 20 }, (_, n) => message(`other${n}`, 'nothing of interest here')),
      ]);
      expect(ids(await search.searchAll('deploy'))).toEqual(['twice', 'short', 'long']);
    },
  },
  {
    key: 'rank-rarity',
    title: 'counts a rare word more than a common one',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        ...Array.from({ length: 30 }, (_, n) => message(`common${n}`, 'common topic again')),
        message('both', 'common zebra again'),
      ]);
      const [common, rare] = [await search.searchAll('common'), await search.searchAll('zebra')];
      expect(rare.hits[0]?.score).toBeGreaterThan(common.hits[0]?.score ?? 0);
    },
  },
  {
    key: 'rank-field-weight',
    title: 'counts a match in a field with more weight more',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('notes', [
        { id: 'body', title: 'something', body: 'deploy', timestamp: 2 },
        { id: 'title', title: 'deploy', body: 'something', timestamp: 1 },
        ...Array.from({ length: 10 }, (_, n) => ({ id: `other${n}`, title: 'something', body: 'else' })),
      ]);
      expect(ids(await search.searchAll('deploy'))).toEqual(['title', 'body']);
    },
  },
  {
    key: 'rank-ties',
    title: 'puts the newer of two equal hits first',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('old', 'same words', { timestamp: 1 }),
        message('new', 'same words', { timestamp: 3 }),
        message('middle', 'same words', { timestamp: 2 }),
      ]);
      expect(ids(await search.searchAll('same'))).toEqual(['new', 'middle', 'old']);
      expect(ids(await search.searchAll('same', { limit: 1 }))).toEqual(['new']);
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
    key: 'list-pages',
    title: 'lists every document once, page by page, in both directions, while others are written',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Array.from({ length: 25 }, (_, n) => message(`m${n}`, 'text', { timestamp: Math.floor(n / 3) })),
      );
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await search.list('messages', { order: 'oldest', limit: 4, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
        // Comes before every place that a cursor can be at.
        await search.indexMessage(message(`early${seen.length}`, 'text', { timestamp: -1 }));
      } while (cursor !== null);
      expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `m${n}`));
      const newest = await search.list('messages', { limit: 3 });
      expect(newest.items.map(({ id }) => id)).toEqual(['m24', 'm23', 'm22']);
      expect((await search.list('messages', { filters: { sessionId: 'nobody' } })).items).toEqual([]);
      await expect(search.list('messages', { cursor: 'garbage' })).rejects.toMatchObject({
        code: 'SEARCH_BAD_QUERY',
      });
    },
  },
  {
    key: 'list-whole',
    title: 'lists whole documents, null where a field has no value',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(message('m1', 'text', { timestamp: 7 }));
      expect((await search.list('messages')).items).toEqual([
        { id: 'm1', content: 'text', sessionId: 's1', projectId: null, role: null, timestamp: 7 },
      ]);
    },
  },
  {
    key: 'snippet-context',
    title: 'cuts an excerpt around the match of a long text',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(
        message('m1', `${'filler '.repeat(300)}the needle is here${' filler'.repeat(300)}`),
      );
      const snippet = (await search.searchAll('needle')).hits[0]?.texts['content'];
      expect(snippet).toMatchObject({ cutStart: true, cutEnd: true });
      expect(snippet?.ranges.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['needle']);
      expect(snippet?.text).toContain('the needle is here');
    },
  },
];
