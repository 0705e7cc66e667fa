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
    key: 'rank-recency',
    title: 'does not let an imported old session outrank today, unless recency is off',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const now = Date.now();
      const [hour, year] = [3_600_000, 365 * 86_400_000];
      await search.index('messages', [
        message('today', 'we should deploy this at some point', { timestamp: now - hour }),
        message('imported', 'deploy deploy deploy', { timestamp: now - year, sessionId: 'old' }),
        ...Array.from({ length: 20 }, (_, n) =>
          message(`other${n}`, 'nothing of interest', { timestamp: now }),
        ),
      ]);
      expect(ids(await search.searchAll('deploy'))).toEqual(['today', 'imported']);
      expect(ids(await search.searchAll('deploy', { recency: false }))).toEqual(['imported', 'today']);
      const patient = { halfLifeMs: 1_000 * year };
      expect(ids(await search.searchAll('deploy', { recency: patient }))).toEqual(['imported', 'today']);
    },
  },
  {
    key: 'rank-alternatives',
    title: 'ranks a document with both alternatives above those with one',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('one', 'apple and other fruit', { timestamp: 3_000 }),
        message('other', 'banana and other fruit', { timestamp: 2_000 }),
        message('both', 'apple banana other fruit', { timestamp: 1_000 }),
        ...Array.from({ length: 10 }, (_, n) => message(`no${n}`, 'some other fruit here')),
      ]);
      const { hits } = await search.searchAll('apple OR banana', { recency: false });
      expect(hits.map(({ id }) => id)).toEqual(['both', 'one', 'other']);
    },
  },
  {
    key: 'collapse',
    title: 'shows each session once by its best hit, and says how many more it has',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('a1', 'deploy', { sessionId: 'a' }),
        message('a2', 'deploy and many other words that nobody asked for', { sessionId: 'a' }),
        message('a3', 'deploy and some other words', { sessionId: 'a' }),
        message('b1', 'deploy and more', { sessionId: 'b' }),
        ...Array.from({ length: 10 }, (_, n) => message(`no${n}`, 'unrelated words are here')),
      ]);
      await search.index('notes', [
        { id: 'n1', body: 'deploy' },
        { id: 'n2', body: 'deploy' },
      ]);
      const collections = ['messages'];
      const { hits, groups } = await search.searchAll('deploy', { collapse: 'sessionId', collections });
      expect(hits.map(({ id, more }) => [id, more])).toEqual([
        ['a1', 2],
        ['b1', 0],
      ]);
      expect(groups[0]).toMatchObject({ count: 4, capped: false });
      const one = await search.searchAll('deploy', { collapse: 'sessionId', collections, limit: 1 });
      expect(ids(one)).toEqual(['a1']);
      // Documents without a value, and collections without the field, stay as they are.
      const tags = await search.searchAll('deploy', { collapse: 'tag', collections: ['notes', 'messages'] });
      expect(tags.hits).toHaveLength(6);
    },
  },
];
