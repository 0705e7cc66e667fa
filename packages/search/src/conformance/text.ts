import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { finds, ids, message, searchOver } from './fixtures.js';

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
        '"" quick -',
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
  finds(
    'private-use-characters',
    'takes private-use characters for spaces, in text and in queries',
    {
      a: 'alpha\ue000beta \uf8ffgamma\ue001',
      b: 's1\ue000 \u{f0000}delta\u{10fffd}',
      c: '\ue000\ue001\ue002',
    },
    {
      alpha: ['a'],
      beta: ['a'],
      gamma: ['a'],
      'alpha\ue001': ['a'],
      '\ue000s1\ue000': ['b'],
      delta: ['b'],
      '\ue000': [],
      '\ue000\ue001': [],
    },
  ),
  {
    key: 'tool-output',
    title: 'cuts the excerpt of 200 kB of tool output around the match, wherever it is',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const lines = Array.from({ length: 4_000 }, (_, n) => `[${n}] GET /items/${n * 7} 200 in ${n % 50} ms`);
      for (const [id, at] of [
        ['early', 10],
        ['late', 3_900],
      ] as const) {
        await search.indexMessage(
          message(id, lines.toSpliced(at, 1, `Error: needle${id} refused`).join('\n')),
        );
        const [hit] = (await search.searchAll(`needle${id}`)).hits;
        const { text, ranges } = hit?.texts['content'] ?? { text: '', ranges: [] };
        expect(text.length).toBeLessThanOrEqual(240);
        expect(ranges.map(([start, end]) => text.slice(start, end))).toEqual([`needle${id}`]);
      }
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
