import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { message, searchOver } from './fixtures.js';

export const readingScenarios: readonly Scenario<SearchAdapter>[] = [
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
    key: 'list-updated',
    title:
      'leaves a document in its place when it is updated, and puts one that was removed and comes back last',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const all = ['a', 'b', 'c', 'd'].map((id) => message(id, 'text'));
      await search.index('messages', all);
      const first = await search.list('messages', { order: 'oldest', limit: 2 });
      await search.index('messages', [message('c', 'changed'), message('a', 'changed')]);
      const second = await search.list('messages', { order: 'oldest', limit: 2, cursor: first.next });
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
      expect(second.items[0]?.['content']).toBe('changed');
      expect(second.next).toBeNull();
      await search.remove('messages', ['b']);
      await search.index('messages', [message('b', 'text')]);
      const { items } = await search.list('messages', { order: 'oldest' });
      expect(items.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
    },
  },
  {
    key: 'list-excluded',
    title: 'lists what does not have forbidden values, documents without a value among it',
    async run({ adapter }) {
      const subject = adapter();
      const search = searchOver(subject);
      await search.index('messages', [
        message('a', 'text', { role: 'user' }),
        message('b', 'text', { role: 'tool' }),
        message('c', 'text', { role: 'system' }),
        message('d', 'text'),
      ]);
      const { items } = await subject.list({
        tenant: '',
        collection: 'messages',
        filters: {
          values: { sessionId: ['s1'] },
          excluded: { role: ['tool', 'system'] },
          after: null,
          before: null,
        },
        order: 'oldest',
        limit: 10,
        from: null,
      });
      expect(items.map(({ id }) => id)).toEqual(['a', 'd']);
    },
  },
  {
    key: 'get',
    title: 'reads whole documents in the order of their ids, null where there is none',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [message('m1', 'one'), message('m2', 'two', { role: 'user' })]);
      const found = await search.get('messages', ['m2', 'nobody', 'm1', 'm2']);
      const m2 = {
        id: 'm2',
        content: 'two',
        sessionId: 's1',
        projectId: null,
        role: 'user',
        timestamp: 1_000,
      };
      expect(found).toEqual([m2, null, { ...m2, id: 'm1', content: 'one', role: null }, m2]);
      expect(await search.get('messages', [])).toEqual([]);
    },
  },
  {
    key: 'context',
    title: 'reads the messages around one in its session, oldest first',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index('messages', [
        // Four messages have one time: then the order is that in which they came.
        ...Array.from({ length: 10 }, (_, n) => message(`a${n}`, 'text', { timestamp: Math.floor(n / 4) })),
        ...Array.from({ length: 10 }, (_, n) =>
          message(`b${n}`, 'text', { timestamp: Math.floor(n / 4), sessionId: 's2' }),
        ),
      ]);
      const around = async (id: string, options = {}) => {
        const context = await search.context('messages', id, options);
        return (
          context &&
          [context.before, [context.document], context.after].map((side) => side.map((each) => each.id))
        );
      };
      expect(await around('a5')).toEqual([['a2', 'a3', 'a4'], ['a5'], ['a6', 'a7', 'a8']]);
      expect(await around('b0', { before: 5, after: 1 })).toEqual([[], ['b0'], ['b1']]);
      expect(await around('a9', { before: 0 })).toEqual([[], ['a9'], []]);
      expect(await around('b4', { before: 1, after: 1, within: null })).toEqual([['a7'], ['b4'], ['b5']]);
      expect(await around('nobody')).toBeNull();
      await search.indexMessage(message('a5', 'changed', { timestamp: 1 }));
      expect(await around('a4', { before: 1, after: 1 })).toEqual([['a3'], ['a4'], ['a5']]);
    },
  },
];
