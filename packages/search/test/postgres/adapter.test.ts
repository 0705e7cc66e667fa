import { full } from '@keelson/internal-conformance/services';
import { postgresSchema } from '@keelson/internal-conformance/postgres-schema';
import { describeSearchAdapter } from '@keelson/search/conformance';
import { postgresSearchAdapter } from '@keelson/search/postgres';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshSchema, ids, message, recorded, searchOver } from './fixtures.js';

describeSearchAdapter({
  name: 'postgres',
  create() {
    const { pool, schema, dispose } = postgresSchema();
    return { adapter: () => postgresSearchAdapter({ pool, schema }), dispose };
  },
});

describe('the postgres adapter', () => {
  it('refuses options that it cannot use', () => {
    for (const options of [
      {},
      { pool: 42 },
      { pool: 'postgres://localhost/app', readPool: null },
      { pool: 'postgres://localhost/app', candidates: 0 },
    ]) {
      expect(() => postgresSearchAdapter(options as never)).toThrow(
        expect.objectContaining({ code: 'SEARCH_BAD_OPTIONS' }),
      );
    }
  });

  it('opens its own pool from a URL, and leaves one that it was given open', async () => {
    const { url, pool, schema } = freshSchema();
    const [own, given] = [searchOver({ pool: url, schema }), searchOver({ pool, schema })];
    await own.indexMessage(message('m1', 'deploy'));
    await own.close();
    expect(await ids(given, 'deploy')).toEqual(['m1']);
    await given.close();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('makes its tables once when several open an empty database together', async () => {
    const { pool, schema } = freshSchema();
    const all = Array.from({ length: 5 }, () => searchOver({ pool, schema }));
    await Promise.all(all.map((search, n) => search.indexMessage(message(`m${n}`, 'deploy'))));
    expect(await ids(all[0]!, 'deploy')).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  });

  it('searches, suggests and lists on the replica, and does everything else on the primary', async () => {
    const { pool, schema } = freshSchema();
    const [primary, replica] = [recorded(pool), recorded(pool)];
    const search = searchOver({ pool: primary.pool, readPool: replica.pool, schema });
    await search.indexMessage(message('m1', 'deploy'));
    await search.get('messages', ['m1']);
    await search.stats();
    await search.rebuild();
    await search.remove('messages', ['m0']);
    expect(replica.statements).toEqual([]);
    const before = primary.statements.length;
    expect(await ids(search, 'deploy')).toEqual(['m1']);
    expect((await search.searchAll('deplyo')).corrections).toHaveLength(1);
    expect((await search.list('messages')).items).toHaveLength(1);
    expect(primary.statements).toHaveLength(before);
    expect(replica.statements.length).toBeGreaterThan(3);
  });

  it('reads on a server that allows nothing else', async () => {
    const { url, pool, schema } = freshSchema();
    const readOnly = new pg.Pool({ connectionString: url, options: '-c default_transaction_read_only=on' });
    onTestFinished(() => readOnly.end());
    const search = searchOver({ pool, readPool: readOnly, schema });
    await search.indexMessage(message('m1', 'deploy'));
    expect(await ids(search, 'deploy')).toEqual(['m1']);
    expect((await search.searchAll('deplyo')).hits).toHaveLength(1);
    expect((await search.list('messages')).items).toHaveLength(1);
  });

  it('neither deadlocks nor loses a write when two adapters put and remove the same ids in opposite orders', async () => {
    const { url, schema } = freshSchema();
    const [a, b] = [searchOver({ pool: url, schema }), searchOver({ pool: url, schema })];
    const all = (word: string) =>
      Array.from({ length: 60 }, (_, n) => message(`m${n}`, `${word} common w${n}`));
    await a.index('messages', all('first'));
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        await Promise.all([a.index('messages', all('left')), b.index('messages', all('right').reverse())]);
        const some = Array.from({ length: 30 }, (_, n) => `m${n * 2}`);
        await Promise.all([
          a.remove('messages', some),
          b.remove('messages', some.toReversed()),
          b.index('messages', all('right')),
        ]);
      }),
    );
    const { items } = await a.list('messages', { limit: 200 });
    for (const word of ['first', 'left', 'right', 'common']) {
      const expected = items.filter(({ content }) => String(content).includes(word)).map(({ id }) => id);
      expect(await ids(b, word), word).toEqual(expected.sort());
    }
  });

  it('brings back every text exactly, also what PostgreSQL cannot store', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    const awkward = fc.string({
      unit: fc.constantFrom(
        '\0',
        '\u0001',
        '0',
        '1',
        'a',
        "'",
        '"',
        '\\',
        '{',
        ',',
        ' ',
        '\n',
        'é',
        '漢',
        '🙂',
      ),
    });
    await fc.assert(
      fc.asyncProperty(awkward, awkward, async (content, sessionId) => {
        await search.indexMessage(message('m1', content, { sessionId }));
        const [found] = await search.get('messages', ['m1']);
        expect(found).toMatchObject({ content, sessionId });
        const listed = await search.list('messages', { filters: { sessionId } });
        expect(listed.items).toEqual([found]);
      }),
      { numRuns: 100 },
    );
  });

  it('takes any query', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    await search.index('messages', [
      message('m1', 'the quick brown fox getUserName'),
      message('m2', '東京都の天気予報 alpha', { role: 'user' }),
    ]);
    const piece = fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom('quick', 'brown fox', 'getUserName', '東京', '都', 'a', "don't", 'C++'),
      },
      fc.constantFrom(
        '"',
        "'",
        ' ',
        ' OR ',
        '-',
        ':',
        '*',
        '&',
        '|',
        '!',
        '(',
        ')',
        '<->',
        '<2>',
        '\\',
        "''",
        '\\\\',
      ),
      fc.constantFrom(
        'role:',
        'content:',
        'after:',
        'before:2024-01-01',
        ':A',
        ':*',
        '%',
        '$1',
        '\0',
        '\ud800',
        '__',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const query = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    // Many at once: PostgreSQL has as much time to spend as this process.
    await fc.assert(
      fc.asyncProperty(
        fc.array(query, { minLength: 20, maxLength: 20 }),
        fc.boolean(),
        async (texts, prefix) => {
          const options = { prefix, collections: ['messages'] };
          const results = await Promise.all(texts.map((text) => search.searchAll(text, options)));
          for (const { groups } of results) expect(groups.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: full ? 2_000 : 150 },
    );
  }, 600_000);
});
