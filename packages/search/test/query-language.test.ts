import { full } from '@keelson/internal-conformance/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../src/query-language.js';

const now = new Date(2026, 2, 31, 15, 30).getTime();
const fields = new Map<string, { name: string; type: 'text' | 'keyword' }>([
  ['title', { name: 'title', type: 'text' }],
  ['role', { name: 'role', type: 'keyword' }],
  ['projectid', { name: 'projectId', type: 'keyword' }],
  ['project', { name: 'projectId', type: 'keyword' }],
]);

/** The query in one line: `a*` is a prefix, `[a b]` a phrase, `a|b` alternatives, `title=a` a field. */
function read(text: string, prefix = true): string {
  const { query, filters } = parseQuery(text, { prefix, fields, now });
  const phrase = ({ terms, prefix: open, field }: (typeof query.excluded)[number]) =>
    `${field === null ? '' : `${field}=`}${terms.length === 1 ? '' : '['}${terms.join(' ')}${open ? '*' : ''}${terms.length === 1 ? '' : ']'}`;
  return [
    ...query.required.map(({ anyOf }) => anyOf.map(phrase).join('|')),
    ...query.excluded.map((each) => `-${phrase(each)}`),
    ...Object.entries(filters.values).map(([name, values]) => `${name}:${values.join(',')}`),
    ...Object.entries(filters.excluded).map(([name, values]) => `-${name}:${values.join(',')}`),
    ...(filters.after === null ? [] : [`after:${local(filters.after)}`]),
    ...(filters.before === null ? [] : [`before:${local(filters.before)}`]),
  ].join(' ');
}

function local(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

describe('a query', () => {
  it.each([
    ['quick brown', 'quick brown*'],
    ['quick brown ', 'quick brown'],
    ['"quick brown" fox.', '[quick brown] fox'],
    ['"quick brown', '[quick brown]'],
    ['say "quick"', 'say quick'],
    ['foo"bar baz"qux', 'foo [bar baz] qux*'],
    ['Quick quick QUICK ', 'quick'],
    ['multi-agent ', '[multi agent]'],
    ["don't", '[don t*]'],
    ['src/a.ts', '[src a ts*]'],
    ['東京都', '[東 京 都*]'],
    ['get_user', '[get user*]'],
    ['', ''],
    ['"-" "quick"', 'quick'],
    ['- quick ', 'quick'],
    ['C++', 'c'],
    ['TODO:', 'todo'],
    ['http://x.org/a ', '[http x org a]'],
    ['quick*', 'quick'],
    ['(quick OR)', 'quick or'],
    ['12:30 c:\\dir ', '[12 30] [c dir]'],
  ])('%j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('has no unfinished word unless that is asked for', () => {
    expect(read('quick bro', false)).toBe('quick bro');
  });

  it.each([
    ['getUserNa', '[get user na*]|getuserna*'],
    ['GitHub issue ', '[git hub]|github issue'],
    ['"GitHub Actions"', '[git hub actions]|[github actions]'],
    ['fix -GitHub', 'fix -[git hub] -github'],
    ['README ', 'readme'],
  ])('with camelCase is also read without: %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['quick -brown', 'quick -brown'],
    ['quick -"brown fox" red ', 'quick red -[brown fox]'],
    ['quick -multi-agent', 'quick -[multi agent]'],
    ['quick -title:fox', 'quick -title=fox'],
    ['quick -nothing:fox', 'quick -[nothing fox]'],
    ['quick - brown ', 'quick brown'],
    ['quick --force ', 'quick force'],
    ['quick -', 'quick'],
    ['quick -"-"', 'quick'],
    ['"quick"-brown', 'quick brown*'],
    ['a-b "-brown" ', '[a b] brown'],
    ['-rf', 'rf*'],
    ['-rf -"a b" ', 'rf [a b]'],
    ['-rf role:user', '-rf role:user'],
    ['-rf -role:user', '-rf -role:user'],
  ])('excludes by a minus: %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['a OR b c ', 'a|b c'],
    ['a OR b OR "c d" e', 'a|b|[c d] e*'],
    ['x a OR b', 'x a|b*'],
    ['a OR title:b ', 'a|title=b'],
    ['a OR a ', 'a'],
    ['a or b ', 'a or b'],
    ['a "OR" b ', 'a or b'],
    ['OR a ', 'or a'],
    ['a OR', 'a or*'],
    ['a OR OR b ', 'a or b'],
    ['OR', 'or*'],
    ['a OR -b', 'a or -b'],
    ['-a OR -b ', 'a|b'],
    ['a OR *** OR b ', 'a or b'],
    ['role:user OR role:tool a ', 'a role:user,tool'],
    ['role:user OR project:x a ', 'or a role:user projectId:x'],
    ['role:user OR a ', 'or a role:user'],
  ])('has alternatives by OR between two words: %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['title:login', 'title=login*'],
    ['Title:"login page" now ', 'title=[login page] now'],
    ['title:"login pa', 'title=[login pa]'],
    ['title:a:b ', 'title=[a b]'],
    ['role:user fix ', 'fix role:user'],
    ['role:user ROLE:Tool -role:system', 'role:user,Tool -role:system'],
    ['project:"my app" projectid:x', 'projectId:my app,x'],
    ['role:us\0er role:\ue000', 'er role role:us'],
    ['role:x\ud800', 'role:x\ufffd'],
    ['role: user ', 'role user'],
    ['role:"" title:*** ', 'role title'],
    ['other:user ', '[other user]'],
    ['other:"a b"', 'other [a b]'],
    ['(role:user) ', '[role user]'],
  ])('looks into fields: %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['after:2026', 'after:2026-01-01T00:00'],
    ['before:2026-03', 'before:2026-03-01T00:00'],
    ['after:2026-03-14 x ', 'x after:2026-03-14T00:00'],
    ['after:"2026-03-14T10:20"', 'after:2026-03-14T10:20'],
    ['AFTER:2026-03-14t10:20:30.5 ', 'after:2026-03-14T10:20'],
    ['after:today before:Today', 'after:2026-03-31T00:00 before:2026-03-31T00:00'],
    ['after:yesterday', 'after:2026-03-30T00:00'],
    ['after:12h', 'after:2026-03-31T03:30'],
    ['after:7d', 'after:2026-03-24T15:30'],
    ['after:2w', 'after:2026-03-17T15:30'],
    ['after:1m', 'after:2026-02-28T15:30'],
    ['before:14M', 'before:2025-01-31T15:30'],
    ['after:2024-02-29', 'after:2024-02-29T00:00'],
    ['after:2025 after:2026 before:2028 before:2027', 'after:2026-01-01T00:00 before:2027-01-01T00:00'],
    ['-x after:2026', '-x after:2026-01-01T00:00'],
  ])('is limited to times: %j is %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes times of another zone as they are', () => {
    const { filters } = parseQuery('after:2026-03-14T10:00:00Z before:2026-03-14T10:00+01:00', {
      prefix: true,
      fields,
      now,
    });
    expect(filters).toMatchObject({ after: Date.UTC(2026, 2, 14, 10), before: Date.UTC(2026, 2, 14, 9) });
  });

  it.each([
    'after:2026-02-30',
    'after:2026-13',
    'after:2026-3',
    'after:20260314',
    'before:soon',
    'after:0d5',
    'after:99999d',
    'after:2026-02-30T10:00',
    'after:2026-03-14T25:00',
    'after:2026-03-14T10',
    '-after:2026',
  ])('has words where a date is malformed: %j', (text) => {
    const { query, filters } = parseQuery(text, { prefix: false, fields, now });
    expect(filters).toEqual({ values: {}, excluded: {}, after: null, before: null });
    expect(query.required.length + query.excluded.length).toBe(1);
  });

  it('is bounded', () => {
    const words = Array.from({ length: 100 }, (_, n) => `w${n}`);
    expect(parse(words.join(' ')).query.required).toHaveLength(32);
    expect(parse(words.join(' OR ')).query.required.map(({ anyOf }) => anyOf.length)).toEqual([32]);
    const { query } = parse(words.map((word) => `-${word}`).join(' ') + ' a');
    expect([query.required.length, query.excluded.length]).toEqual([1, 31]);
    const { filters } = parse(words.map((word) => `role:${word}`).join(' '));
    expect(filters.values['role']).toHaveLength(32);
    expect(parse(`"${words.join(' ')}"`).query.required[0]?.anyOf[0]?.terms).toEqual(words.slice(0, 64));
    expect(parse(`${'- '.repeat(5_000)}late`).query.required).toEqual([]);
    expect(parse('quick '.repeat(1_700)).query.required).toHaveLength(1);
  });

  it('is any text, within bounds and without characters that engines give a meaning', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...Array.from('-": \0\ue000\ud800*()'),
        'OR',
        ' OR ',
        ' -',
        'title:',
        'role:',
        'after:',
        'before:7d',
        '"',
      ),
      fc.constantFrom(
        'alpha',
        'multi-agent',
        'getUserName',
        '東京',
        'ﷺ',
        '½',
        'İ',
        '2026-03-14',
        '-x',
        'AND',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const typed = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(typed, fc.boolean(), (text, prefix) => {
        const { query, filters } = parseQuery(text, { prefix, fields, now });
        const phrases = [...query.required.flatMap(({ anyOf }) => anyOf), ...query.excluded];
        expect(phrases.length).toBeLessThanOrEqual(32);
        for (const { terms, prefix: open, field } of phrases) {
          expect(terms.length).toBeGreaterThan(0);
          expect(open && !prefix).toBe(false);
          expect([null, 'title']).toContain(field);
          for (const term of terms) expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        }
        for (const { anyOf } of query.required) expect(anyOf.length).toBeGreaterThan(0);
        expect(query.excluded.some(({ prefix: open }) => open)).toBe(false);
        for (const value of [...Object.values(filters.values), ...Object.values(filters.excluded)].flat()) {
          expect(value).toMatch(/^[^\0\p{Co}\p{Cs}]+$/u);
        }
        if (query.required.length > 0 || query.excluded.length === 0) return;
        expect(filters).not.toEqual({ values: {}, excluded: {}, after: null, before: null });
      }),
      { numRuns: full ? 200_000 : 5_000 },
    );
  }, 300_000);
});

function parse(text: string) {
  return parseQuery(text, { prefix: false, fields, now });
}
