import { full } from '@keelson/internal-conformance/services';
import { type CollectionSchemas, SearchDb } from '@keelson/search';
import { memorySearchAdapter } from '@keelson/search/memory';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshSchema, ids, message, recorded, searchOver } from './fixtures.js';

/** A collection with more text fields than a tsvector has labels. */
const letters = {
  letters: {
    fields: {
      subject: { type: 'text', weight: 4 },
      salutation: { type: 'text', weight: 0.5 },
      body: { type: 'text' },
      closing: { type: 'text', weight: 2 },
      postscript: { type: 'text', weight: 3 },
      enclosure: { type: 'text', weight: 0 },
      tag: { type: 'keyword' },
    },
  },
} as const satisfies CollectionSchemas;

describe('the index of the postgres adapter', () => {
  const words = fc.constantFrom(
    'alpha',
    'beta',
    'alphabet',
    'gammaBeta',
    'beta_alpha',
    '東',
    '東京',
    '都の',
    'x',
    'é',
  );
  const text = fc
    .array(fc.tuple(words, fc.constantFrom(' ', ' ', ', ', '')), { maxLength: 12 })
    .map((parts) => parts.flat().join(''));
  const fields = Object.entries(letters.letters.fields);
  const letter = fc.record({
    ...Object.fromEntries(fields.map(([name]) => [name, fc.option(text, { freq: 1 })])),
    tag: fc.constantFrom('a', 'b', null),
    timestamp: fc.integer({ min: 1, max: 3 }),
  });
  const phrase = fc.oneof(
    words,
    fc.array(words, { minLength: 1, maxLength: 3 }).map((some) => `"${some.join(' ')}"`),
  );
  const operand = fc
    .tuple(
      fc.constantFrom('', '', '', '-'),
      fc.constantFrom('', '', ...fields.map(([name]) => `${name}:`)),
      phrase,
    )
    .map((parts) => parts.join(''));
  const query = fc
    .array(fc.tuple(operand, fc.constantFrom(' ', ' ', ' OR ')), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().join(''));

  it('finds and ranks as the memory adapter does, whatever the fields and phrases', async () => {
    const { pool, schema } = freshSchema();
    let tenant = 0;
    const stored = searchOver({ pool, schema }, { collections: letters });
    await fc.assert(
      fc.asyncProperty(
        fc.array(letter, { maxLength: 8 }),
        fc.array(fc.tuple(query, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (documents, queries) => {
          const memory = new SearchDb({ adapter: memorySearchAdapter(), collections: letters });
          const own = stored.forTenant(`tenant ${(tenant += 1)}`);
          const named = documents.map((document, n) => ({ ...document, id: `d${n}` }));
          await memory.index('letters', named);
          await own.index('letters', named);
          for (const [typed, prefix] of queries) {
            const options = { prefix, collections: ['letters'], typos: false, recency: false } as const;
            const [found, expected] = [
              await own.searchAll(typed, options),
              await memory.searchAll(typed, options),
            ];
            const byId = (hits: typeof found.hits) =>
              Object.fromEntries(
                hits.map(({ id, score }) => [id, prefix ? 0 : Number(score.toPrecision(5))]),
              );
            expect(byId(found.hits), JSON.stringify(typed)).toEqual(byId(expected.hits));
            expect(found.stats).toEqual(expected.stats);
          }
        },
      ),
      { numRuns: full ? 1_000 : 60 },
    );
  }, 600_000);

  it('finds phrases, and counts words, wherever they stand in a long text', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    const numbers = Array.from({ length: 40_000 }, (_, n) => `the n${n}`).join(' ');
    const kana = 'のはがを'.repeat(2_000);
    await search.index('messages', [
      message('long', `${numbers} red fox. ${kana}東京の空${kana}`),
      message('short', 'the red lamp. A fox of the 東京都'),
      ...Array.from({ length: 20 }, (_, n) => message(`other${n}`, 'nothing of interest')),
    ]);
    expect(await ids(search, '"red fox"')).toEqual(['long']);
    expect(await ids(search, '"the n39999"')).toEqual(['long']);
    expect(await ids(search, '"n39998 n39999"')).toEqual([]);
    expect(await ids(search, '"n39999 red"')).toEqual(['long']);
    expect(await ids(search, '"n16374 the n16375"')).toEqual(['long']);
    expect(await ids(search, '東京')).toEqual(['long', 'short']);
    expect(await ids(search, '東京の')).toEqual(['long']);
    expect(await ids(search, '京の空の')).toEqual(['long']);
    expect(await ids(search, '京の東')).toEqual([]);
    expect(await ids(search, 'fox -"red fox"')).toEqual(['short']);
    expect(await ids(search, 'content:"red fox" OR "of the"')).toEqual(['long', 'short']);

    const memory = new SearchDb({ adapter: memorySearchAdapter() });
    const { items } = await search.list('messages', { order: 'oldest' });
    await memory.index('messages', items as never);
    for (const typed of ['the', 'fox', '東', 'red fox', 'の the']) {
      const options = { prefix: false, recency: false } as const;
      const [found, expected] = [
        await search.searchAll(typed, options),
        await memory.searchAll(typed, options),
      ];
      expect(found.hits.length).toBe(expected.hits.length);
      for (const [at, { id, score }] of found.hits.entries()) {
        expect(id).toBe(expected.hits[at]?.id);
        expect(score).toBeCloseTo(expected.hits[at]?.score ?? 0, 4);
      }
    }
    await search.indexMessage(message('long', 'short by now'));
    expect(await ids(search, '"red fox"')).toEqual([]);
    expect((await pool.query(`SELECT FROM "${schema.replaceAll('"', '""')}".search_passages`)).rowCount).toBe(
      0,
    );
  });

  it('finds a document with more words than fit into its index by the first megabyte of them', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    const content = Array.from({ length: 150_000 }, (_, n) => `word${n}`).join(' ');
    await search.indexMessage(message('m1', content));
    expect(await ids(search, 'word1 word40000')).toEqual(['m1']);
    expect(await ids(search, '"word39999 word40000"')).toEqual(['m1']);
    expect(await search.get('messages', ['m1'])).toMatchObject([{ content }]);
  });

  it('takes fields that are called like columns of PostgreSQL or of its own', async () => {
    const { pool, schema } = freshSchema();
    const fields = {
      user: { type: 'text' },
      order: { type: 'keyword' },
      row: { type: 'number' },
      tenant: { type: 'keyword' },
      terms: { type: 'text' },
      xmin: { type: 'keyword' },
      ctid: { type: 'text' },
    } as const;
    const search = searchOver({ pool, schema }, { collections: { select: { fields } } });
    const document = {
      user: 'alpha',
      order: 'x',
      row: 4.5,
      tenant: 't',
      terms: 'beta',
      xmin: '1',
      ctid: 'gamma',
    };
    await search.index('select', [{ id: 'a', timestamp: 1, ...document }]);
    const filters = { order: 'x', tenant: 't', xmin: '1' };
    expect((await search.searchAll('user:alpha terms:beta ctid:gam', { filters })).hits).toMatchObject([
      { id: 'a', fields: { row: 4.5, order: 'x', tenant: 't', xmin: '1' } },
    ]);
    expect(await search.get('select', ['a'])).toEqual([{ id: 'a', timestamp: 1, ...document }]);
  });

  it('filters by keywords of any length', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    // 1,024 UTF-16 units that do not compress.
    const long = Array.from({ length: 1_023 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
    ).join('');
    await search.index('messages', [
      message('a', 'deploy', { sessionId: `${long}a` }),
      message('b', 'deploy', { sessionId: `${long}b` }),
      message('c', 'deploy', { sessionId: long }),
      message('d', 'deploy', { sessionId: long.slice(0, 256) }),
    ]);
    expect(await ids(search, 'deploy', { filters: { sessionId: `${long}b` } })).toEqual(['b']);
    expect(await ids(search, 'deploy', { filters: { sessionId: long.slice(0, 256) } })).toEqual(['d']);
    expect(await ids(search, 'deploy', { filters: { sessionId: [long, `${long}a`] } })).toEqual(['a', 'c']);
    expect(await ids(search, 'deploy', { filters: { sessionId: long.slice(0, 300) } })).toEqual([]);
  });

  it('looks words up in the GIN index of the one partition of the tenant', async () => {
    const { pool, schema } = freshSchema();
    const { pool: watched, statements } = recorded(pool);
    const search = searchOver({ pool: watched, schema }).forTenant('acme');
    await search.index(
      'messages',
      Array.from({ length: 3_000 }, (_, n) => message(`m${n}`, `common word${n}`)),
    );
    await pool.query(`ANALYZE ${pg.escapeIdentifier(schema)}.search_messages_documents`);
    await search.searchAll('word7 ', { collections: ['messages'] });
    const lookUps = statements.filter(({ text }) => text.includes('timestamp + 0'));
    expect(lookUps).toHaveLength(1);
    const client = await pool.connect();
    onTestFinished(() => client.release());
    await client.query(
      `BEGIN; SET LOCAL search_path TO ${pg.escapeIdentifier(schema)}; SET LOCAL enable_seqscan = off`,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${lookUps[0]?.text ?? ''}`,
      lookUps[0]?.values,
    );
    await client.query('ROLLBACK');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Bitmap Index Scan on search_messages_documents_\d__terms_idx/);
    expect(new Set(plan.match(/search_messages_documents_\d/g)).size).toBe(1);
  });

  it('is rebuilt from the documents, and then knows no word of those that are gone', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    const tenant = search.forTenant('acme');
    for (const each of [search, tenant]) {
      await each.index('messages', [message('m1', 'nightingale'), message('m2', 'the red fox '.repeat(300))]);
    }
    await search.remove('messages', ['m1']);
    const inSchema = (sql: string) => pool.query(sql.replaceAll('@', `${pg.escapeIdentifier(schema)}.`));
    await inSchema(`UPDATE @search_messages_documents SET _terms = '', _length = 0, _split = false`);
    await inSchema('DELETE FROM @search_passages');
    expect(await ids(search, 'fox')).toEqual([]);
    await search.rebuild();
    expect(await ids(search, '"fox the red"')).toEqual(['m2']);
    expect(await ids(tenant, 'nightingale')).toEqual(['m1']);
    const { rows } = await inSchema('SELECT tenant, word FROM @search_words ORDER BY tenant, word');
    expect(rows.map(({ tenant: owner, word }) => `${owner} ${word}`)).toEqual([
      ' fox',
      ' red',
      ' the',
      'acme fox',
      'acme nightingale',
      'acme red',
      'acme the',
    ]);
    expect((await inSchema('SELECT FROM @search_rebuilds')).rowCount).toBe(0);
  });
});
