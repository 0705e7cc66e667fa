import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { SearchDb } from '../search-db.js';
import { ids, message, notes, searchOver } from './fixtures.js';

export const storageScenarios: readonly Scenario<SearchAdapter>[] = [
  {
    key: 'put-found',
    title: 'finds a document as soon as indexing it has resolved',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(
        message('m1', 'the login page', { role: 'user', projectId: 'web', timestamp: 5 }),
      );
      const { hits, groups } = await search.searchAll('login');
      expect(hits).toMatchObject([
        {
          collection: 'messages',
          id: 'm1',
          timestamp: 5,
          fields: { sessionId: 's1', role: 'user', projectId: 'web', timestamp: 5 },
          texts: { content: { text: 'the login page', ranges: [[4, 9]], cutStart: false, cutEnd: false } },
        },
      ]);
      expect(groups).toMatchObject([{ collection: 'messages', count: 1, capped: false }]);
    },
  },
  {
    key: 'put-replaces',
    title: 'replaces a document by id: the old words are gone, the new ones found, the count stays',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(message('m1', 'alpha beta'));
      await search.indexMessage(message('m1', 'beta gamma'));
      expect(ids(await search.searchAll('alpha'))).toEqual([]);
      expect(ids(await search.searchAll('alp'))).toEqual([]);
      expect(ids(await search.searchAll('"alpha beta"'))).toEqual([]);
      expect(ids(await search.searchAll('gamma'))).toEqual(['m1']);
      expect(ids(await search.searchAll('beta -alpha'))).toEqual(['m1']);
      expect((await search.stats())['messages']).toEqual({ documents: 1 });
    },
  },
  {
    key: 'put-replaces-values',
    title: 'filters and sorts a replaced document by its new values',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [message('m1', 'alpha', { role: 'user' }), message('m2', 'alpha')]);
      await search.indexMessage(message('m1', 'alpha', { sessionId: 's2', timestamp: 3_000 }));
      expect(ids(await search.searchAll('alpha', { filters: { role: 'user' } }))).toEqual([]);
      expect(ids(await search.searchAll('alpha', { filters: { sessionId: 's1' } }))).toEqual(['m2']);
      expect(ids(await search.searchAll('alpha', { filters: { sessionId: 's2' } }))).toEqual(['m1']);
      expect(ids(await search.searchAll('alpha', { filters: { after: 2_000 } }))).toEqual(['m1']);
      expect((await search.list('messages')).items.map(({ id }) => id)).toEqual(['m1', 'm2']);
    },
  },
  {
    key: 'put-same-id-twice',
    title: 'keeps the last of two documents with one id in a batch',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        message('m1', 'first'),
        message('m2', 'other'),
        message('m1', 'second'),
      ]);
      expect(ids(await search.searchAll('first'))).toEqual([]);
      expect(ids(await search.searchAll('second'))).toEqual(['m1']);
    },
  },
  {
    key: 'put-many',
    title: 'indexes a batch larger than a slice, reports progress, and finds all of it',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const progress: number[] = [];
      await search.index(
        'messages',
        Array.from({ length: 450 }, (_, n) => message(`m${n}`, `number ${n} common`)),
        { onProgress: ({ done, total }) => progress.push(done / total) },
      );
      expect(progress.length).toBeGreaterThan(1);
      expect(progress.at(-1)).toBe(1);
      const { groups } = await search.searchAll('common', { limit: 200 });
      expect(groups[0]).toMatchObject({ count: 450, capped: false });
      expect(groups[0]?.hits).toHaveLength(200);
      expect(ids(await search.searchAll('"number 449"'))).toEqual(['m449']);
    },
  },
  {
    key: 'count-capped',
    title: 'counts exactly below 1,000, and stops there and says so',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Array.from({ length: 1_100 }, (_, n) => message(`m${n}`, n < 900 ? 'common frequent' : 'common')),
      );
      const counted = async (query: string) => {
        const [group] = (await search.searchAll(query, { limit: 5 })).groups;
        return [group?.count, group?.capped];
      };
      expect(await counted('common')).toEqual([1_000, true]);
      expect(await counted('com')).toEqual([1_000, true]);
      expect(await counted('frequent')).toEqual([900, false]);
      expect(await counted('common frequent')).toEqual([900, false]);
      expect(await counted('common -frequent')).toEqual([200, false]);
    },
  },
  {
    key: 'refused-batch',
    title: 'keeps nothing of a batch with a bad document',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const bad = { id: 'm2', content: 42, sessionId: 's1' } as never;
      await expect(search.index('messages', [message('m1', 'alpha'), bad])).rejects.toMatchObject({
        code: 'SEARCH_BAD_DOCUMENT',
        details: { index: 1 },
      });
      expect((await search.stats())['messages']).toEqual({ documents: 0 });
    },
  },
  {
    key: 'remove',
    title: 'removes documents and forgets their words; unknown ids count nothing',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [message('m1', 'alpha'), message('m2', 'alpha')]);
      expect(await search.remove('messages', ['m1', 'nobody', 'm1'])).toBe(1);
      expect(ids(await search.searchAll('alpha'))).toEqual(['m2']);
      await search.indexMessage(message('m1', 'omega'));
      expect(ids(await search.searchAll('omega'))).toEqual(['m1']);
    },
  },
  {
    key: 'collections-apart',
    title: 'keeps the same id in two collections apart, and searches them together',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(message('x', 'deploy'));
      await search.indexTask({ id: 'x', title: 'deploy', status: 'open', timestamp: 1 });
      await search.indexBtmsg({
        id: 'x',
        content: 'deploy',
        sender: 'planner',
        channel: 'ops',
        timestamp: 1,
      });
      await search.index('notes', [{ id: 'x', title: 'deploy', tag: 'a', stars: 4.5, timestamp: 1 }]);
      const { hits, groups } = await search.searchAll('deploy');
      expect(hits.map(({ collection }) => collection).sort()).toEqual([
        'btmsg',
        'messages',
        'notes',
        'tasks',
      ]);
      expect(groups.map(({ collection }) => collection)).toEqual(['messages', 'tasks', 'btmsg', 'notes']);
      expect(hits.find(({ collection }) => collection === 'notes')?.fields).toMatchObject({
        tag: 'a',
        stars: 4.5,
      });
      await search.remove('tasks', ['x']);
      expect((await search.searchAll('deploy', { collections: ['tasks', 'notes'] })).hits).toHaveLength(1);
    },
  },
  {
    key: 'rebuild',
    title: 'rebuilds every index without losing a document',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Array.from({ length: 700 }, (_, n) => message(`m${n}`, `word${n} common`)),
      );
      await search.index('notes', [{ id: 'n', title: 'common', body: null }]);
      const progress: number[] = [];
      await search.rebuild({ onProgress: ({ done, total }) => progress.push(done / total) });
      expect(progress.at(-1)).toBe(1);
      expect((await search.searchAll('common', { collections: ['messages'] })).groups[0]?.count).toBe(700);
      expect(ids(await search.searchAll('word650'))).toEqual(['m650']);
      await search.indexMessage(message('m650', 'changed'));
      expect(ids(await search.searchAll('word650'))).toEqual([]);
    },
  },
  {
    key: 'rebuild-while-used',
    title: 'answers and takes writes between the slices of a rebuild, and goes on after an abort',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Array.from({ length: 1_200 }, (_, n) => message(`m${n}`, `word${n} common`)),
      );
      const controller = new AbortController();
      await search
        .rebuild({ signal: controller.signal, onProgress: () => controller.abort() })
        .catch((error: unknown) => expect(error).toMatchObject({ code: 'SEARCH_ABORTED' }));
      expect((await search.searchAll('common')).groups[0]?.capped).toBe(true);
      // One behind the rebuild, one ahead of it, one removed, one new.
      await search.index('messages', [
        message('m0', 'early'),
        message('m1199', 'late'),
        message('new', 'fresh'),
      ]);
      await search.remove('messages', ['m1']);
      await search.rebuild();
      for (const [query, expected] of [
        ['word0', []],
        ['early', ['m0']],
        ['word1199', []],
        ['late', ['m1199']],
        ['word1', []],
        ['fresh', ['new']],
        ['word600', ['m600']],
      ] as const) {
        expect(ids(await search.searchAll(query, { prefix: false })), query).toEqual(expected);
      }
    },
  },
  {
    key: 'reopen',
    title: 'finds after a restart what was acknowledged before it',
    shared: true,
    async run({ adapter }) {
      const before = searchOver(adapter());
      await before.indexMessage(message('m1', 'alpha'));
      await before.close();
      const after = searchOver(adapter());
      expect(ids(await after.searchAll('alpha'))).toEqual(['m1']);
    },
  },
  {
    key: 'two-adapters',
    title: 'shows two adapters on one storage the same documents, and takes writes from both at once',
    shared: true,
    async run({ adapter }) {
      const [a, b] = [searchOver(adapter()), searchOver(adapter())];
      await Promise.all([a.open(), b.open()]);
      await Promise.all(
        [a, b].flatMap((search, side) =>
          Array.from({ length: 50 }, (_, n) => search.indexMessage(message(`${side}-${n}`, 'shared word'))),
        ),
      );
      for (const search of [a, b]) expect((await search.searchAll('shared')).groups[0]?.count).toBe(100);
    },
  },
  {
    key: 'same-id-at-once',
    title: 'keeps exactly one document when two adapters write one id at once',
    shared: true,
    async run({ adapter }) {
      const [a, b] = [searchOver(adapter()), searchOver(adapter())];
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          (n % 2 === 0 ? a : b).indexMessage(message('m1', `version${n} word`)),
        ),
      );
      const { groups } = await a.searchAll('word');
      expect(groups[0]?.count).toBe(1);
      const text = groups[0]?.hits[0]?.texts['content']?.text ?? '';
      const found = await Promise.all(
        Array.from({ length: 40 }, (_, n) => a.searchAll(`version${n}`, { prefix: false })),
      );
      expect(found.flatMap(ids)).toHaveLength(1);
      expect(ids(await b.searchAll(text))).toEqual(['m1']);
    },
  },
  {
    key: 'collection-changed',
    title: 'refuses a collection that is stored with other fields, and changes nothing',
    shared: true,
    async run({ adapter }) {
      const first = searchOver(adapter());
      await first.index('notes', [{ id: 'n', title: 'alpha' }]);
      const other = new SearchDb({
        adapter: adapter(),
        collections: { notes: { fields: { headline: { type: 'text' } } } },
      });
      await expect(other.open()).rejects.toMatchObject({ code: 'SEARCH_COLLECTION_CHANGED' });
      expect(ids(await first.searchAll('alpha'))).toEqual(['n']);
    },
  },
  {
    key: 'open-close-twice',
    title: 'opens and closes twice, and refuses calls when closed',
    async run({ adapter }) {
      const subject = adapter();
      const search = searchOver(subject);
      await Promise.all([search.open(), search.open()]);
      await Promise.all([search.close(), search.close()]);
      await subject.close();
      await expect(search.searchAll('word')).rejects.toMatchObject({ code: 'SEARCH_CLOSED' });
      await expect(search.indexMessage(message('m1', 'word'))).rejects.toMatchObject({
        code: 'SEARCH_CLOSED',
      });
      await expect(subject.stats('')).rejects.toMatchObject({ code: 'SEARCH_CLOSED' });
    },
  },
  {
    key: 'close-waits',
    title: 'finishes writes that were in flight when it was closed',
    shared: true,
    async run({ adapter }) {
      const search = searchOver(adapter());
      const writes = Array.from({ length: 20 }, (_, n) => search.indexMessage(message(`m${n}`, 'word')));
      await search.close();
      await Promise.all(writes);
      expect((await searchOver(adapter()).searchAll('word')).groups[0]?.count).toBe(20);
    },
  },
  {
    key: 'aborted',
    title: 'rejects what its signal has cancelled',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const signal = AbortSignal.abort();
      await expect(search.searchAll('word', { signal })).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
      await expect(search.index('notes', [{ id: 'n', title: 'word' }], { signal })).rejects.toMatchObject({
        code: 'SEARCH_ABORTED',
      });
      expect((await search.stats())[Object.keys(notes)[0] as string]).toEqual({ documents: 0 });
    },
  },
];
