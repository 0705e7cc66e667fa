import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { ids, message, searchOver } from './fixtures.js';

/** Query, documents that it must find, in any order. */
function finds(
  key: string,
  title: string,
  documents: Readonly<Record<string, string>>,
  cases: Readonly<Record<string, readonly string[]>>,
): Scenario<SearchAdapter> {
  return {
    key,
    title,
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Object.entries(documents).map(([id, content]) => message(id, content)),
      );
      for (const [query, expected] of Object.entries(cases)) {
        expect(ids(await search.searchAll(query)).sort(), query).toEqual(expected);
      }
    },
  };
}

export const textScenarios: readonly Scenario<SearchAdapter>[] = [
  finds(
    'all-words',
    'needs every word, in any order and any field',
    { a: 'the quick brown fox', b: 'quick thinking', c: 'brown bread' },
    { 'quick brown': ['a'], 'brown quick': ['a'], quick: ['a', 'b'], 'quick bread': [] },
  ),
  finds(
    'phrase',
    'needs quoted words to stand together, and unfinished quotes are no error',
    { a: 'fix the login page', b: 'page the login fix' },
    { '"login page"': ['a'], '"the login': ['a', 'b'], '"page login"': [] },
  ),
  finds(
    'prefix',
    'takes the last word as unfinished until a space follows',
    { a: 'migration plan', b: 'migrate now', c: 'emigration' },
    { migr: ['a', 'b'], 'migr ': [], 'migr plan': [], 'plan migr': ['a'], 'migrate ': ['b'] },
  ),
  finds(
    'folding',
    'ignores case, diacritics and compatibility forms',
    { a: 'Café Zürich', b: 'CAFE ZURICH', c: 'ﬁle ①', d: 'ΣΊΣΥΦΟΣ' },
    { cafe: ['a', 'b'], ZÜRICH: ['a', 'b'], 'file 1': ['c'], σισυφος: ['d'] },
  ),
  finds(
    'identifiers',
    'finds what developers write, whole and in its parts',
    {
      a: 'see src/server/http_client.ts line 42',
      b: 'multi-agent systems',
      c: "don't panic",
      d: 'C++ and TODO: later',
    },
    {
      'src/server/http_client.ts': ['a'],
      http_client: ['a'],
      client: ['a'],
      'multi-agent': ['b'],
      "don't": ['c'],
      'C++': ['d'],
      'TODO:': ['d'],
    },
  ),
  finds(
    'unspaced-scripts',
    'finds any part of text that is written without spaces',
    { a: '東京都の天気予報', b: 'データベース移行', c: '京都の寺', d: 'ภาษาไทย' },
    { 天気: ['a'], 京都: ['a', 'c'], 移行: ['b'], ベース: ['b'], 都: ['a', 'c'], ไทย: ['d'] },
  ),
  finds(
    'operators-are-words',
    'takes the operators of full-text engines as plain words',
    { a: 'this and that', b: 'near the house', c: 'not or', d: 'col content' },
    {
      AND: ['a'],
      'this AND that': ['a'],
      NEAR: ['b'],
      'NEAR(the house)': ['b'],
      'NOT OR': ['c'],
      'content:col': [],
    },
  ),
  {
    key: 'any-text',
    title: 'accepts any text as a query, and finds nothing where it has no words',
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.indexMessage(message('m1', 'quick brown'));
      for (const query of [
        '',
        ' ',
        '"',
        '""',
        '*',
        '(',
        'NEAR(',
        '-',
        ':',
        '^',
        '\0',
        '\ud800',
        '('.repeat(300),
        '؟',
        '🙂',
      ]) {
        expect((await search.searchAll(query)).hits, JSON.stringify(query)).toEqual([]);
      }
      for (const query of [
        'quick*',
        '(quick',
        'quick)',
        '"-" "quick"',
        '- quick',
        'quick\0brown',
        '*quick*',
        '\ud800quick',
      ]) {
        expect(ids(await search.searchAll(query)), JSON.stringify(query)).toEqual(['m1']);
      }
      const long = 'quick '.repeat(1_700);
      expect(ids(await search.searchAll(long))).toEqual(['m1']);
      expect((await search.searchAll('x'.repeat(10_000))).hits).toEqual([]);
      expect((await search.searchAll('word '.repeat(10_000))).hits).toEqual([]);
    },
  },
  {
    key: 'awkward-text',
    title: 'stores and finds text with NUL, lone surrogates, emoji and markup as it is',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const texts = {
        nul: 'before\0after nulword',
        surrogate: 'half \ud83d surrogateword',
        emoji: '🙂👩‍👩‍👧 emojiword 𝒳',
        html: '<img src=x onerror=alert(1)> htmlword',
        quotes: `'); DROP TABLE search_messages; -- quoteword "`,
      };
      await search.index(
        'messages',
        Object.entries(texts).map(([id, content]) => message(id, content)),
      );
      for (const [id, content] of Object.entries(texts)) {
        const [hit] = (
          await search.searchAll(`${id === 'quotes' ? 'quote' : id === 'surrogate' ? 'surrogate' : id}word`)
        ).hits;
        expect(hit?.id).toBe(id);
        const { text, ranges } = hit?.texts['content'] ?? { text: '', ranges: [] };
        expect(text).toBe(content.replace('\ud83d surrogate', '\ufffd surrogate'));
        expect(ranges.map(([start, end]) => text.slice(start, end))).toEqual([text.match(/\w+word/)?.[0]]);
      }
      expect(ids(await search.searchAll('after'))).toEqual(['nul']);
    },
  },
  {
    key: 'large-text',
    title: 'indexes 10 MB of text and finds its last word, with an excerpt of bounded length',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const content = `${'lorem ipsum dolor sit amet '.repeat(390_000)}lastword`;
      await search.indexMessage(message('large', content));
      const { hits } = await search.searchAll('lastword');
      expect(hits.map(({ id }) => id)).toEqual(['large']);
      expect(hits[0]?.texts['content']?.text.length).toBeLessThanOrEqual(240);
      const page = await search.list('messages');
      expect(page.items[0]?.['content']).toHaveLength(content.length);
    },
  },
];
