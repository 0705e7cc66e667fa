import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { ids, message, searchOver } from './fixtures.js';

export const tenantScenarios: readonly Scenario<SearchAdapter>[] = [
  {
    key: 'tenants-apart',
    title: 'shows no tenant the documents of another, in whichever way it asks',
    async run({ adapter }) {
      const none = searchOver(adapter());
      const [acme, other] = [none.forTenant('acme'), none.forTenant('Ácme "2"')];
      await acme.index('messages', [
        message('a1', 'secret launch', { role: 'user' }),
        message('a2', 'launch'),
      ]);
      await other.index('messages', [message('o1', 'launch', { role: 'user' })]);
      await none.index('messages', [message('n1', 'launch')]);

      for (const [search, expected] of [
        [acme, ['a1', 'a2']],
        [other, ['o1']],
        [none, ['n1']],
        [none.forTenant('nobody'), []],
      ] as const) {
        for (const query of ['launch', 'lau', 'launch -nothing', 'launch OR secret', 'session:s1 -nothing']) {
          expect(ids(await search.searchAll(query)).sort(), query).toEqual(expected);
        }
        const { groups } = await search.searchAll('launch');
        expect(groups[0]?.count ?? 0).toBe(expected.length);
        expect((await search.list('messages')).items.map(({ id }) => id).sort()).toEqual(expected);
        expect((await search.stats())['messages']).toEqual({ documents: expected.length });
        const read = await search.get('messages', ['a1', 'a2', 'o1', 'n1']);
        expect(read.flatMap((document) => document?.id ?? [])).toEqual(expected);
      }
      expect(ids(await other.searchAll('secret'))).toEqual([]);
      expect(ids(await other.searchAll('role:user'))).toEqual(['o1']);
      expect(await other.context('messages', 'a1')).toBeNull();
      expect((await acme.context('messages', 'a1'))?.after.map(({ id }) => id)).toEqual(['a2']);
    },
  },
  {
    key: 'tenants-same-id',
    title: 'keeps one id of two tenants apart when it is updated and removed',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const [a, b] = [search.forTenant('a'), search.forTenant('b')];
      await a.indexMessage(message('m1', 'alpha'));
      await b.indexMessage(message('m1', 'beta'));
      await a.indexMessage(message('m1', 'gamma'));
      expect(ids(await a.searchAll('gamma'))).toEqual(['m1']);
      expect(ids(await b.searchAll('beta'))).toEqual(['m1']);
      expect(await search.remove('messages', ['m1'])).toBe(0);
      expect(await a.remove('messages', ['m1'])).toBe(1);
      expect(ids(await b.searchAll('beta'))).toEqual(['m1']);
      expect(await a.get('messages', ['m1'])).toEqual([null]);
      await search.rebuild();
      expect(ids(await b.searchAll('beta'))).toEqual(['m1']);
      expect(ids(await a.searchAll('beta'))).toEqual([]);
    },
  },
  {
    key: 'tenants-similar',
    title: 'never corrects a word to one that only another tenant has written',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const [a, b] = [search.forTenant('a'), search.forTenant('b')];
      await a.indexMessage(message('m1', 'nightingale'));
      await b.indexMessage(message('m2', 'something'));
      expect(await b.searchAll('nightingalle')).toMatchObject({ hits: [], corrections: [] });
    },
  },
  {
    key: 'tenants-reopen',
    title: 'gives each tenant its own documents after a restart',
    shared: true,
    async run({ adapter }) {
      const before = searchOver(adapter());
      await before.forTenant('a').indexMessage(message('m1', 'alpha'));
      await before.close();
      const after = searchOver(adapter());
      expect(ids(await after.forTenant('a').searchAll('alpha'))).toEqual(['m1']);
      expect(ids(await after.searchAll('alpha'))).toEqual([]);
    },
  },
];
