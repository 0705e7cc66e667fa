import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { full } from '@keelson/internal-conformance/services';
import { SearchDb, type SearchResult } from '@keelson/search';
import { memorySearchAdapter } from '@keelson/search/memory';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-search-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const message = (id: string, content: string, timestamp = 0) => ({ id, sessionId: 's', content, timestamp });

/** Waits until there is nothing left to merge or to delete. */
async function settled(database: Database.Database): Promise<void> {
  const open = database.prepare(`SELECT
    (SELECT count(*) FROM search_segments WHERE state <> 'live') + (SELECT count(*) FROM search_generations WHERE state <> 'live')`);
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    quiet = open.pluck().get() === 0 ? quiet + 1 : 0;
  }
}

const words = [
  'alpha',
  'alphabet',
  'beta',
  'betaTest',
  'gamma',
  'the',
  '東京都',
  'multi-agent',
  'x1',
  'naïve',
];
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '));
const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ put: fc.nat(120), content: text, timestamp: fc.nat(1_000) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(120) }) },
);
const queries = [
  'alpha',
  'al',
  'b',
  'the',
  '京',
  '東京',
  'multi-agent',
  'test',
  'gamma the',
  'x',
  '"alpha beta"',
  'a -the',
];

describe('the index', () => {
  it('finds the same before, during and after merges and a rebuild, and ranks as memory does in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 150, maxLength: 400 }), async (changes) => {
        const database = new Database(':memory:');
        const sqlite = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
        const memory = new SearchDb({ adapter: memorySearchAdapter() });
        for (const each of changes) {
          for (const search of [sqlite, memory]) {
            if ('remove' in each) await search.remove('messages', [`m${each.remove}`]);
            else await search.index('messages', [message(`m${each.put}`, each.content, each.timestamp)]);
          }
        }
        const options = { limit: 200, recency: false, deadlineMs: 60_000, typos: false } as const;
        const both = (query: string) =>
          Promise.all([sqlite, memory].map((search) => search.searchAll(query, options)));
        const found = ({ hits }: SearchResult) => hits.map(({ id }) => id).sort();
        const same = async () => {
          for (const query of queries) {
            const [a, b] = await both(query);
            expect(found(a!), query).toEqual(found(b!));
            expect(a!.stats.matches).toBe(b!.stats.matches);
          }
        };
        await same();
        await settled(database);
        await same();
        // Removed documents still count in the frequencies of words until their segment is written anew.
        await sqlite.rebuild();
        // Equal scores at equal times may stand in any order.
        const ranked = ({ hits }: SearchResult) =>
          hits.map(({ id, score }) => `${score.toFixed(6)} ${id}`).sort();
        for (const query of queries) {
          const [a, b] = await both(query);
          expect(ranked(a!), query).toEqual(ranked(b!));
        }
        await Promise.all([sqlite.close(), memory.close()]);
        expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
        database.close();
      }),
      { numRuns: full ? 40 : 4, endOnFailure: true },
    );
  }, 300_000);

  it('merges many small writes into few segments, and leaves nothing of the old ones behind', async () => {
    const database = new Database(':memory:');
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    for (let n = 0; n < 400; n += 1) await search.indexMessage(message(`m${n}`, `word number${n}`));
    await settled(database);
    const count = (sql: string) => database.prepare(sql).pluck().get() as number;
    expect(count('SELECT count(*) FROM search_segments')).toBeLessThan(40);
    expect(
      count('SELECT count(*) FROM search_keys WHERE segment NOT IN (SELECT id FROM search_segments)'),
    ).toBe(0);
    expect(
      count(
        `SELECT count(*) FROM search_blocks WHERE id / ${2 ** 22} NOT IN (SELECT id FROM search_segments)`,
      ),
    ).toBe(0);
    expect((await search.searchAll('number399')).hits[0]?.id).toBe('m399');
    await search.rebuild();
    await settled(database);
    expect(count('SELECT count(*) FROM search_generations')).toBe(3);
    expect(
      count(
        'SELECT count(*) FROM search_windows WHERE generation NOT IN (SELECT id FROM search_generations)',
      ),
    ).toBe(0);
    await search.close();
    database.close();
  });

  it('is made anew in the background when an older version of the code made it', async () => {
    const database = new Database(':memory:');
    const first = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    await first.index(
      'messages',
      Array.from({ length: 700 }, (_, n) => message(`m${n}`, `word number${n}`)),
    );
    await first.close();
    database.exec("UPDATE search_generations SET analyzer = '0' WHERE collection = 'messages'");
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    await search.indexMessage(message('m1', 'changed'));
    await search.remove('messages', ['m2']);
    await settled(database);
    expect(database.prepare('SELECT min(analyzer) FROM search_generations').pluck().get()).not.toBe('0');
    expect((await search.searchAll('word', { typos: false })).groups[0]?.count).toBe(698);
    expect((await search.searchAll('changed')).hits.map(({ id }) => id)).toEqual(['m1']);
    database.exec("INSERT INTO search_messages (search_messages) VALUES ('integrity-check')");
    await search.close();
    database.close();
  });

  it('is made anew when the weights of fields change, and says until then that ranking is not exact', async () => {
    const database = new Database(':memory:');
    const open = (title: number) =>
      new SearchDb({
        adapter: sqliteSearchAdapter({ database }),
        collections: {
          notes: { fields: { title: { type: 'text', weight: title }, body: { type: 'text', weight: 1 } } },
        },
      });
    const first = open(1);
    const filler = Array.from({ length: 50 }, (_, n) => ({ id: `n${n}`, title: 'x y', body: `z${n}` }));
    await first.index('notes', [
      ...filler,
      { id: 'title', title: 'word and more', body: 'x' },
      { id: 'body', title: 'x', body: 'word word more' },
    ]);
    const ids = async (search: typeof first) =>
      (await search.searchAll('word', { recency: false })).hits.map(({ id }) => id);
    expect(await ids(first)).toEqual(['body', 'title']);
    await first.close();
    const search = open(10);
    expect((await search.searchAll('word')).partial).toBe(true);
    await search.index('notes', [{ id: 'other', title: 'x', body: 'x' }]);
    await settled(database);
    expect((await search.searchAll('word')).partial).toBe(false);
    expect(await ids(search)).toEqual(['title', 'body']);
    await search.close();
    database.close();
  });

  it('forgets in the end how common a word was that most of its documents have lost', async () => {
    const database = new Database(':memory:');
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    const many = Array.from({ length: 1_000 }, (_, n) => message(`m${n}`, `common filler${n}`));
    await search.index('messages', [...many, message('one', 'common rare'), message('two', 'common common')]);
    await search.remove(
      'messages',
      many.slice(0, 950).map(({ id }) => id),
    );
    await settled(database);
    const { hits } = await search.searchAll('common', { recency: false, limit: 100 });
    expect(hits).toHaveLength(52);
    // ln(1 + 0.5 / 52.5): the word of all documents tells next to nothing, but with the removed ones it would tell nothing.
    expect(hits[0]?.score).toBeGreaterThan(0.004);
    await search.close();
    database.close();
  });

  it('keeps every document findable when steps of a merge fail', async () => {
    const database = new Database(':memory:');
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    await search.open();
    database.exec(`CREATE TABLE room (lacks INTEGER); INSERT INTO room VALUES (0);
      CREATE TRIGGER fail BEFORE INSERT ON search_blocks WHEN (SELECT lacks FROM room) = 1
      BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    for (let n = 0; n < 200; n += 1) {
      database.exec('UPDATE room SET lacks = 0');
      await search.indexMessage(message(`m${n}`, `word number${n}`));
      database.exec('UPDATE room SET lacks = 1');
      // Here nobody writes but the merges.
      await new Promise((resolve) => setTimeout(resolve, n % 8 === 0 ? 30 : 0));
    }
    database.exec('UPDATE room SET lacks = 0');
    await search.indexMessage(message('last', 'word'));
    await settled(database);
    const missing: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const { hits } = await search.searchAll(`number${n}`, { prefix: false, typos: false });
      if (hits.length !== 1) missing.push(n);
    }
    expect(missing).toEqual([]);
    await search.close();
    database.close();
  }, 60_000);

  it('undoes a write that fails, and keeps the index of its neighbours in the same transaction', async () => {
    const database = new Database(':memory:');
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    await search.index('messages', [message('a', 'apple'), message('b', 'banana')]);
    database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON search_messages_documents WHEN NEW.content = 'refused'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    const outcomes = await Promise.allSettled([
      search.indexMessage(message('c', 'cherry')),
      // Replaces a message of this very transaction, then fails.
      search.index('messages', [message('c', 'coconut'), message('a', 'apricot'), message('x', 'refused')]),
      search.indexMessage(message('d', 'date')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (const [word, id] of Object.entries({ apple: 'a', banana: 'b', cherry: 'c', date: 'd' })) {
      const { hits } = await search.searchAll(word, { prefix: false });
      expect(hits.map((hit) => hit.id)).toEqual([id]);
    }
    for (const word of ['coconut', 'apricot', 'refused']) {
      expect((await search.searchAll(word, { typos: false })).hits).toEqual([]);
    }
    await search.close();
    database.close();
  });

  it('takes fields that are called as SQL keywords are', async () => {
    const search = new SearchDb({
      adapter: sqliteSearchAdapter({ database: ':memory:' }),
      collections: {
        orders: {
          fields: {
            order: { type: 'text' },
            select: { type: 'text' },
            group: { type: 'keyword' },
            row: { type: 'number' },
          },
        },
      },
    });
    await search.index('orders', [
      { id: '1', order: 'two apples', select: 'red ones', group: 'a', row: 7 },
      { id: '2', order: 'red wine', select: 'two bottles', group: 'b' },
    ]);
    const ids = async (query: string) => (await search.searchAll(query)).hits.map(({ id }) => id);
    expect(await ids('order:"red wine"')).toEqual(['2']);
    expect(await ids('select:red')).toEqual(['1']);
    expect(await ids('two group:b')).toEqual(['2']);
    expect((await search.list('orders', { filters: { group: 'a' } })).items[0]?.['order']).toBe('two apples');
    expect((await search.list('orders')).items.map((each) => each['row'])).toEqual([null, 7]);
    await search.rebuild();
    expect(await ids('apples')).toEqual(['1']);
    await search.close();
  });

  it('says that a prefix of very many words is not exact', async () => {
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: ':memory:' }) });
    const content = (n: number) =>
      Array.from({ length: 500 }, (_, word) => `longprefix${n.toString(36)}q${word.toString(36)}`).join(' ');
    await search.index(
      'messages',
      Array.from({ length: 10 }, (_, n) => message(`m${n}`, content(n))),
    );
    const { partial, groups } = await search.searchAll('longprefix');
    expect([partial, groups[0]?.capped]).toEqual([true, true]);
    expect((await search.searchAll('longprefix1')).partial).toBe(false);
    expect((await search.searchAll('longpr')).partial).toBe(false);
    await search.close();
  });

  it.each(['removed', 'replaced'])(
    'leaves no trace of %s text on disk with secureDelete, and does without',
    async (how) => {
      for (const secureDelete of [true, false]) {
        const folder = temporaryFolder();
        const database = join(folder, 'app.db');
        const search = new SearchDb({ adapter: sqliteSearchAdapter({ database, secureDelete }) });
        const filler = (n: number) =>
          message(`m${n}`, `word number${n} and some more text of the usual kind`);
        await search.index(
          'messages',
          Array.from({ length: 900 }, (_, n) => filler(n)),
        );
        await search.indexMessage(
          message('secret', `The password is Xyzzyplugh in ${'a long text '.repeat(2_000)}`),
        );
        // Enough further writes that segments are merged around it.
        for (let n = 0; n < 30; n += 1) await search.indexMessage(filler(1_000 + n));
        const handle = new Database(database, { readonly: true });
        await settled(handle);
        handle.close();
        const traces = () =>
          readdirSync(folder).filter((name) =>
            /xyzzyplugh/i.test(readFileSync(join(folder, name), 'latin1')),
          );
        expect(traces()).not.toEqual([]);
        if (how === 'removed') await search.remove('messages', ['secret']);
        else await search.indexMessage(message('secret', 'nothing to see'));
        if (secureDelete) expect(traces()).toEqual([]);
        else expect(traces()).not.toEqual([]);
        expect((await search.searchAll('xyzzyplugh')).hits).toEqual([]);
        expect((await search.searchAll('number7', { prefix: false })).hits.map(({ id }) => id)).toEqual([
          'm7',
        ]);
        await search.close();
      }
    },
    60_000,
  );

  it('gives up a search when its signal is aborted, so that the next one need not wait', async () => {
    const search = new SearchDb({
      adapter: sqliteSearchAdapter({ database: join(temporaryFolder(), 'app.db') }),
    });
    const content = 'the end of the beginning of the end '.repeat(40);
    await search.index(
      'messages',
      Array.from({ length: 8_000 }, (_, n) => message(`m${n}`, `${content} n${n}`, n)),
    );
    // Twenty phrases of common words that stand nowhere: every document has to be read for each.
    const heavy = Array.from({ length: 20 }, () => '"end the beginning the"').join(' OR ');
    const elapsed = async (query: string, options: object) => {
      const start = performance.now();
      await search.searchAll(query, options).catch(() => undefined);
      return performance.now() - start;
    };
    await elapsed('n77', {});
    const idle = Math.max(await elapsed('n78', {}), await elapsed('n79', {}));
    const running = search.searchAll(heavy, {
      deadlineMs: 60_000,
      signal: AbortSignal.timeout(5),
      typos: false,
    });
    await expect(running).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
    expect(await elapsed('n80', {})).toBeLessThan(idle * 5 + 16);
    await search.close();
  }, 60_000);
});
