import { full } from '@keelson/internal-conformance/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../src/query-language.js';
import { makeSnippet } from '../src/snippet.js';
import { analyze } from '../src/tokenizer.js';

const fields = new Map([['title', { name: 'title', type: 'text' as const }]]);

function snippet(text: string, query: string, field = 'content') {
  return makeSnippet(text, parseQuery(query, { prefix: true, fields, now: 0 }).query, field);
}

/** What is marked. */
function marked(text: string, query: string, field?: string): string[] {
  const { text: excerpt, ranges } = snippet(text, query, field);
  return ranges.map(([start, end]) => excerpt.slice(start, end));
}

const filler = 'Lorem ipsum dolor sit amet, consetetur sadipscing elitr. ';

describe('a snippet', () => {
  it.each([
    ['the login page', 'login ', ['login']],
    ['Login, LOGIN and login_page', 'login ', ['Login', 'LOGIN', 'login']],
    ['migrate the migration', 'migr', ['migrate', 'migration']],
    ['the login page of the login', '"login page"', ['login page']],
    ['the login page', 'page OR nothing', ['page']],
    ['fix the login', 'fix -login', ['fix']],
    ['see src/server/http_client.ts', 'http_client.ts', ['http_client.ts']],
    ['call getUserName now', 'user ', ['User']],
    ['call getUserName now', 'getusername ', ['getUserName']],
    ['call get_user_name now', 'getuserna', ['get_user_name']],
    ['call getUserName now', 'getUserName', ['getUserName']],
    ['call getUserName now', '"username now"', []],
    ['on github and GitHub', 'GitHub ', ['github', 'GitHub']],
    ['ein schöner Weg', 'schon', ['schöner']],
    ['東京都の天気予報', '天気', ['天気']],
    ['½ of it', '1 ', ['½']],
    ['a <b>word</b> \ue000word\0', 'word', ['word', 'word']],
    ['🙂word𐐨 word🙂', 'word ', ['word']],
    ['nothing of interest', '', []],
  ])('of %j marks for %j %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
    expect(snippet(text, query)).toMatchObject({ text, cutStart: false, cutEnd: false });
  });

  it('marks phrases for another field in that field only', () => {
    expect(marked('login page', 'title:login page ', 'content')).toEqual(['page']);
    expect(marked('login page', 'title:login page ', 'title')).toEqual(['login', 'page']);
  });

  it('is the beginning, between words, where nothing matches', () => {
    const { text, ranges, cutStart, cutEnd } = snippet(filler.repeat(20), 'needle');
    expect({ ranges, cutStart, cutEnd }).toEqual({ ranges: [], cutStart: false, cutEnd: true });
    expect(filler.repeat(20).startsWith(`${text} `)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(240);
  });

  it('shows the place that fulfils most of the query', () => {
    const text = `alpha ${filler.repeat(9)} alpha beta ${filler.repeat(9)} gamma beta alpha ${filler.repeat(9)}`;
    expect(marked(text, 'alpha beta gamma ')).toEqual(['gamma', 'beta', 'alpha']);
    expect(marked(text, 'alpha beta ')).toEqual(['alpha', 'beta']);
    expect(marked(text, 'alpha ')).toEqual(['alpha']);
  });

  it('finds the rare word of a query far behind the common ones', () => {
    for (const at of [100, 500, 3_000]) {
      const text = `${filler.repeat(at)}the needle and the hay${` ${filler}`.repeat(20)}`;
      expect(marked(text, 'ipsum dolor needle ')).toContain('needle');
      expect(marked(text, '"needle and the"')).toEqual(['needle and the']);
      expect(marked(text, 'nowhere OR "the hay"')).toEqual(['the hay']);
    }
  });

  it('finds a phrase of common words behind hundreds of each of them', () => {
    const text = `${'the file of files is a file, and of the path. '.repeat(500)}out of the file now. ${filler}`;
    expect(marked(text, '"of the file"')).toEqual(['of the file']);
    expect(marked(text, '"file now"')).toEqual(['file now']);
    const code = `${'const x_userName = userNames; '.repeat(500)}user_name = 1; ${filler}`;
    expect(marked(code, 'username ')).toEqual(['user_name']);
  });

  it('marks at most 32 places', () => {
    expect(marked('a '.repeat(1_000), 'a ')).toHaveLength(32);
  });

  it('finds every kind of match anywhere in the first 200,000 characters', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/);
    const separator = fc.constantFrom(' ', '  ', '\n', '. ', '/', '-', '"', ' é', ' — ');
    const noise = fc
      .array(fc.tuple(word, separator), { minLength: 1, maxLength: 30 })
      .map((pairs) => pairs.flat().join(''));
    const needle = fc.constantFrom(
      'zqneedle',
      'Zqneedle',
      'ZQNEEDLE',
      'getZqneedle',
      'ZQNeedle',
      'zq_needle',
      'zqNeedleParser',
      'HTMLZqneedle',
      'zqneedle more',
      'MoreZqneedle more',
      'of the zqneedle, more',
      '(zq-needle)',
    );
    const queries = [
      'zqneedle ',
      'zqneed',
      '"zqneedle more"',
      '"the zqneedle"',
      'ZqNeedle ',
      'zq needle ',
      'html ',
    ];
    fc.assert(
      fc.property(noise, needle, fc.nat(199_000), (some, put, at) => {
        const before = some.repeat(Math.ceil(at / some.length)).slice(0, at);
        const text = `${before} ${put} ${some.repeat(20)}`;
        for (const query of queries) {
          // Where the needle alone does not match neither need the text; the noise is no match by chance.
          if (marked(put, query).length > 0) expect(marked(text, query), query).not.toEqual([]);
        }
      }),
      { numRuns: full ? 2_000 : 100 },
    );
  }, 300_000);

  it('finds words of other scripts as far', () => {
    for (const [word, query] of [
      ['Überführung', 'uberfuhrung'],
      ['u\u0308berfu\u0308hrung', 'überführung'],
      ['Конфигурация', 'конфигурация'],
      ['データベース', 'データ'],
      ['ﾃﾞｰﾀ', 'デー'],
      ['서버', '서버'],
      ['हिन्दी', 'हिन्दी'],
    ] as const) {
      expect(marked(`${filler.repeat(2_000)}${word} ${filler}`, query), word).toHaveLength(1);
    }
  });

  it('is a part of the text with ascending ranges between characters, for any text and query', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        ...Array.from('aaabBxY \n_.-\0\u0301é東京ไกิ½ﷺ🙂𠮷👩‍👩‍👧'),
        'word',
        'getUser',
        '<b>',
        '\ue000',
        '\ud83d',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    const texts = fc
      .tuple(fc.array(unit, { maxLength: 60 }), fc.constantFrom(1, 1, 20, 900))
      .map(([units, times]) => units.join('').repeat(times));
    const queries = fc.array(
      fc.constantFrom('a', 'b', '東', '京', 'word', 'getUser', 'x', '"', ' ', ' ', '𠮷', '-', 'é'),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(texts, queries, (text, words) => {
        const { query } = parseQuery(words.join(''), { prefix: true, fields, now: 0 });
        const { text: excerpt, ranges, cutStart, cutEnd } = makeSnippet(text, query, 'content');
        expect(excerpt.length).toBeLessThanOrEqual(240);
        expect(text).toContain(excerpt);
        expect(cutStart || text.startsWith(excerpt)).toBe(true);
        expect(cutEnd || text.endsWith(excerpt)).toBe(true);
        expect(isHalfPair(text, excerpt)).toBe(false);
        let last = 0;
        for (const [start, end] of ranges) {
          expect(last <= start && start < end && end <= excerpt.length).toBe(true);
          expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(excerpt.slice(start, end))).toBe(false);
          last = end;
        }
        // No excerpt holds a longer word.
        if (query.required.length > 0 && text.length < 8_000 && !/\S{240}/.test(text)) {
          expect(ranges.length > 0).toBe(matches(text, query.required));
        }
      }),
      { numRuns: full ? 20_000 : 1_000 },
    );
  }, 300_000);
});

/** Whether an excerpt begins or ends in the middle of a pair of the text. */
function isHalfPair(text: string, excerpt: string): boolean {
  const [first, last] = [excerpt.charCodeAt(0), excerpt.charCodeAt(excerpt.length - 1)];
  const loneInText = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
  return !loneInText && ((first >= 0xdc00 && first <= 0xdfff) || (last >= 0xd800 && last <= 0xdbff));
}

/** Whether some phrase stands in a text, plainly. */
function matches(text: string, required: ReturnType<typeof parseQuery>['query']['required']): boolean {
  const { terms, compounds } = analyze(text);
  return required.some(({ anyOf }) =>
    anyOf.some(({ terms: phrase, prefix }) => {
      const fits = (found: string | undefined, index: number) =>
        prefix && index === phrase.length - 1 ? found?.startsWith(phrase[index]!) : found === phrase[index];
      return (
        terms.some((_, at) => phrase.every((_, index) => fits(terms[at + index], index))) ||
        (phrase.length === 1 && compounds.some((compound) => fits(compound, 0)))
      );
    }),
  );
}
