import { type SearchAdapter, SearchDb, SearchError } from '@keelson/search';
import { memorySearchAdapter } from '@keelson/search/memory';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { describe, expect, it } from 'vitest';

const open = () => new SearchDb({ adapter: memorySearchAdapter() });
const message = { id: 'm1', sessionId: 's1', content: 'fix the login page' };
const code = (value: string) => expect.objectContaining({ code: value }) as Error;

describe('SearchDb', () => {
  it('does nothing until it is used', async () => {
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: '/nowhere/at/all/app.db' }) });
    await search.close();
  });

  it.each([
    [undefined, /expected object/],
    [{}, /adapter: expected a search adapter, such as/],
    [{ adapter: { open() {} } }, /adapter: expected a search adapter/],
    [{ adapter: memorySearchAdapter(), colections: {} }, /colections/],
    [
      { adapter: memorySearchAdapter(), collections: { messages: { fields: { a: { type: 'text' } } } } },
      /built in/,
    ],
    [
      { adapter: memorySearchAdapter(), collections: { 'my-notes': { fields: { a: { type: 'text' } } } } },
      /lower case letters/,
    ],
    [
      { adapter: memorySearchAdapter(), collections: { notes_data: { fields: { a: { type: 'text' } } } } },
      /used by the index/,
    ],
    [{ adapter: memorySearchAdapter(), collections: { notes: { fields: {} } } }, /at least one text field/],
    [
      { adapter: memorySearchAdapter(), collections: { notes: { fields: { a: { type: 'txt' } } } } },
      /fields\.a\.type/,
    ],
    [
      { adapter: memorySearchAdapter(), collections: { notes: { fields: { id: { type: 'text' } } } } },
      /other names than id/,
    ],
    [
      { adapter: memorySearchAdapter(), collections: { notes: { fields: { 'a"b': { type: 'text' } } } } },
      /field name/,
    ],
    [
      { adapter: memorySearchAdapter(), collections: { notes: { fields: { toString: { type: 'text' } } } } },
      /every object has/,
    ],
    [{ adapter: memorySearchAdapter(), tenant: '' }, /tenant/],
    [{ adapter: memorySearchAdapter(), tenant: 'x'.repeat(513) }, /tenant/],
    [{ adapter: memorySearchAdapter(), tenant: 'half \ud800' }, /tenant: expected text without/],
  ])('refuses options %#, and says where and what it expected', (options, expected) => {
    expect(() => new SearchDb(options as never)).toThrow(code('SEARCH_BAD_OPTIONS'));
    expect(() => new SearchDb(options as never)).toThrow(expected);
  });

  it.each([
    [null, /Document 0 for "messages": expected an object, got null/],
    [{ ...message, id: '' }, /id: expected 1 to 512 characters, got 0/],
    [{ ...message, id: 'x'.repeat(513) }, /got 513/],
    [{ ...message, id: 7 }, /id: expected a string/],
    [{ ...message, id: 'a\0b' }, /without NUL/],
    [{ ...message, id: '\udc00' }, /lone surrogates/],
    [{ ...message, content: undefined }, /content: expected a text value, got none/],
    [{ ...message, content: ['secret'] }, /content: expected a string, got an array/],
    [{ ...message, timestamp: Number.NaN }, /timestamp: expected a finite number, got NaN/],
    [{ ...message, timestamp: 1.5 }, /whole milliseconds/],
    [{ ...message, timestamp: 1e17 }, /range of Date/],
    [{ ...message, sessionId: 'x'.repeat(1025) }, /sessionId: expected at most 1024/],
    [{ ...message, contents: 'secret' }, /"contents" is no field.*content, sessionId/],
  ])('refuses document %#, without repeating its content', async (document, expected) => {
    const search = open();
    const failure = search.index('messages', [document as never]);
    await expect(failure).rejects.toThrow(expected);
    await expect(failure).rejects.toMatchObject({ code: 'SEARCH_BAD_DOCUMENT' });
    await expect(failure).rejects.not.toThrow(/secret/);
    expect((await search.stats())['messages']).toEqual({ documents: 0 });
  });

  it('refuses malformed calls with a code', async () => {
    const search = open();
    await expect(search.searchAll(7 as never)).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
    await expect(search.searchAll('a', { limit: 0 })).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
    await expect(search.searchAll('a', { limt: 5 } as never)).rejects.toThrow(/limt/);
    await expect(search.searchAll('a', { collections: ['nope'] })).rejects.toMatchObject({
      code: 'SEARCH_UNKNOWN_COLLECTION',
    });
    await expect(search.searchAll('a', { filters: { role: [] } })).rejects.toThrow(/filters\.role/);
    for (const [options, expected] of [
      [{ recency: true }, /recency: expected false or/],
      [{ recency: { halfLifeMs: 0 } }, /recency/],
      [{ deadlineMs: 0 }, /deadlineMs/],
      [{ deadlineMs: 60_001 }, /deadlineMs/],
      [{ input: '' }, /input/],
      [{ typos: 'yes' }, /typos/],
      [{ collapse: 'content' }, /keyword fields content/],
    ] as const) {
      const failure = search.searchAll('a', options as never);
      await expect(failure).rejects.toThrow(expected);
      await expect(failure).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
    }
    await expect(search.get('messages', ['a', 7 as never])).rejects.toThrow(/Id 1: id: expected a string/);
    await expect(search.get('messages', Array.from({ length: 201 }, String))).rejects.toThrow(
      /at most 200 ids/,
    );
    await expect(search.context('messages', 'a', { before: 101 })).rejects.toThrow(/before/);
    await expect(search.context('tasks', 'a')).rejects.toThrow(/keyword fields sessionId.*tasks \(assignee/);
    expect(() => search.forTenant('')).toThrow(code('SEARCH_BAD_OPTIONS'));
    await expect(search.index('nope' as never, [])).rejects.toThrow(
      /no collection "nope".*messages, tasks, btmsg/,
    );
    await expect(search.index('messages', message as never)).rejects.toThrow(/put it in an array/);
    await expect(search.remove('messages', [''])).rejects.toThrow(/Nothing was removed/);
    await expect(search.list('messages', { limit: 201 })).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
    expect(() => sqliteSearchAdapter({} as never)).toThrow(code('SEARCH_BAD_OPTIONS'));
  });

  it('announces what was indexed and removed, and survives a listener that throws', async () => {
    const search = open();
    const events: unknown[] = [];
    search.on('indexed', () => Promise.reject(new Error('listener')));
    search.on('indexed', (event) => events.push(event));
    search.on('removed', (event) => events.push(event));
    const { error } = console;
    console.error = () => undefined;
    await search.indexMessage(message);
    await search.remove('messages', ['m1', 'm2']);
    await search.remove('messages', ['m1']);
    await new Promise((resolve) => setImmediate(resolve));
    console.error = error;
    expect(events).toEqual([
      { collection: 'messages', count: 1 },
      { collection: 'messages', count: 1 },
    ]);
  });

  it('stops an import between two slices, and keeps the slices before', async () => {
    const search = open();
    const controller = new AbortController();
    const documents = Array.from({ length: 1_000 }, (_, n) => ({ ...message, id: `m${n}` }));
    await expect(
      search.index('messages', documents, {
        signal: controller.signal,
        onProgress: ({ done }) => done >= 300 && controller.abort(),
      }),
    ).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
    expect((await search.stats())['messages']).toEqual({ documents: 300 });
  });

  it('lets a disposable scope close it', async () => {
    const search = open();
    await search.indexMessage(message);
    await search[Symbol.asyncDispose]();
    await expect(search.stats()).rejects.toBeInstanceOf(SearchError);
  });

  it('ranks a collection with more weight above another', async () => {
    const search = new SearchDb({
      adapter: memorySearchAdapter(),
      collections: {
        loud: { weight: 10, fields: { text: { type: 'text' } } },
        quiet: { fields: { text: { type: 'text' } } },
      },
    });
    await search.index('quiet', [{ id: 'q', text: 'word' }]);
    await search.index('loud', [{ id: 'l', text: 'word' }]);
    expect((await search.searchAll('word')).hits.map(({ id }) => id)).toEqual(['l', 'q']);
  });

  it('shows a session once in the list of all collections too, and counts what it stands for', async () => {
    const search = new SearchDb({
      adapter: memorySearchAdapter(),
      collections: { titles: { fields: { text: { type: 'text' }, sessionId: { type: 'keyword' } } } },
    });
    await search.index('titles', [{ id: 't', text: 'login', sessionId: 's1' }]);
    await search.index('messages', [
      { ...message, id: 'm1', content: 'the login page is slow' },
      { ...message, id: 'm2', content: 'the login page' },
      { ...message, id: 'm3', content: 'login', sessionId: 's2' },
    ]);
    const { hits, groups } = await search.searchAll('login', { collapse: 'sessionId', recency: false });
    expect(hits.filter(({ fields }) => fields['sessionId'] === 's1')).toHaveLength(1);
    expect(hits.reduce((sum, { more }) => sum + more + 1, 0)).toBe(4);
    expect(groups.map(({ count }) => count)).toEqual([3, 1]);
  });

  it('takes a name before a colon for a field only where a searched collection has it', async () => {
    const search = new SearchDb({
      adapter: memorySearchAdapter(),
      collections: {
        files: { fields: { path: { type: 'text' }, session: { type: 'keyword' }, size: { type: 'number' } } },
      },
    });
    await search.index('files', [{ id: 'f', path: 'src/index.ts', session: 'mine', size: 4 }]);
    await search.index('messages', [
      { ...message, id: 'm1', content: 'see path src' },
      { ...message, id: 'm2', content: 'session s1 size 4' },
    ]);
    const found = async (query: string, collections?: string[]) =>
      (await search.searchAll(query, { collections })).hits.map(({ id }) => id);
    expect(await found('path:src')).toEqual(['f']);
    expect(await found('path:src', ['messages'])).toEqual(['m1']);
    expect(await found('session:mine')).toEqual(['f']);
    expect(await found('SESSIONID:s1 see')).toEqual(['m1']);
    expect(await found('session:s1 see', ['messages'])).toEqual(['m1']);
    expect(await found('size:4')).toEqual(['m2']);
  });

  it('opens and closes all tenants of one database together, and gives each its own events', async () => {
    const search = open();
    const acme = search.forTenant('acme');
    const events: unknown[] = [];
    search.on('indexed', (event) => events.push(['none', event.count]));
    acme.on('indexed', (event) => events.push(['acme', event.count]));
    await acme.indexMessage(message);
    expect(events).toEqual([['acme', 1]]);
    expect((await search.forTenant('acme').searchAll('login')).hits).toHaveLength(1);
    await acme.close();
    await expect(search.searchAll('login')).rejects.toMatchObject({ code: 'SEARCH_CLOSED' });
  });

  it('reports the progress of a rebuild over the documents of all tenants', async () => {
    const search = open();
    const progress: string[] = [];
    await search.forTenant('a').index('messages', [message, { ...message, id: 'm2' }]);
    await search.indexMessage(message);
    await search.rebuild({ onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    expect(progress).toEqual(['3/3', '3/3', '3/3']);
  });

  it('gives way to the event loop every few milliseconds while it checks 20,000 documents', async () => {
    const adapter = memorySearchAdapter();
    adapter.put = async () => undefined;
    const search = new SearchDb({ adapter });
    const content = 'the quick brown fox jumps over the lazy dog '.repeat(20);
    const documents = Array.from({ length: 20_000 }, (_, n) => ({ ...message, id: `m${n}`, content }));
    await search.open();
    let turns = 0;
    let counting = setImmediate(function count() {
      turns += 1;
      counting = setImmediate(count);
    });
    const start = process.cpuUsage();
    await search.index('messages', documents);
    const { user, system } = process.cpuUsage(start);
    clearImmediate(counting);
    expect((user + system) / 1_000 / turns).toBeLessThan(10);
  });
});

/** A memory adapter that gives its answers late. */
function slowAdapter(delayMs: () => number): SearchAdapter {
  const adapter = memorySearchAdapter();
  const search = adapter.search.bind(adapter);
  adapter.search = async (query, options) => {
    const result = await search(query, options);
    await new Promise((resolve) => setTimeout(resolve, delayMs()));
    return result;
  };
  return adapter;
}

describe('a search box', () => {
  it('never shows the hits of a query that has been typed over, however late its answer', async () => {
    const delays = [40, 5, 30, 1, 20, 2, 10, 0];
    const search = new SearchDb({ adapter: slowAdapter(() => delays.shift() ?? 0) });
    await search.index(
      'messages',
      Array.from({ length: 8 }, (_, n) => ({ ...message, id: `m${n}`, content: 'database'.slice(0, n + 1) })),
    );
    const shown: string[] = [];
    const codes: string[] = [];
    const typed = Array.from('database', (_, n) => 'database'.slice(0, n + 1));
    await Promise.all(
      typed.map(async (query, n) => {
        await new Promise((resolve) => setTimeout(resolve, n));
        await search.searchAll(query, { input: 'box' }).then(
          () => shown.push(query),
          (error: unknown) => codes.push((error as SearchError).code),
        );
      }),
    );
    expect(shown.at(-1)).toBe('database');
    expect(shown).toEqual([...shown].sort());
    expect(shown.length + codes.length).toBe(8);
    expect(new Set(codes)).toEqual(new Set(['SEARCH_ABORTED']));
  });

  it('does not disturb another box, another tenant or a search without a box', async () => {
    const search = new SearchDb({ adapter: slowAdapter(() => 5) });
    await search.indexMessage(message);
    const other = search.forTenant('other');
    const settled = await Promise.allSettled([
      search.searchAll('login', { input: 'a' }),
      search.searchAll('login', { input: 'b' }),
      other.searchAll('login', { input: 'a' }),
      search.searchAll('login'),
      other.forTenant('other').searchAll('login', { input: 'c' }),
      other.searchAll('login', { input: 'c' }),
    ]);
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  it('gives up when its own signal is aborted, between two rounds too', async () => {
    const controller = new AbortController();
    const adapter = memorySearchAdapter();
    const similar = adapter.similar?.bind(adapter);
    adapter.similar = async (query) => {
      controller.abort();
      return (await similar?.(query)) ?? [];
    };
    const search = new SearchDb({ adapter });
    await search.indexMessage(message);
    await expect(
      search.searchAll('logni', { input: 'box', signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
  });
});

describe('a deadline', () => {
  it('is the adapter’s to keep, less what corrections have used of it; a partial answer is not corrected', async () => {
    const deadlines: number[] = [];
    let partial = false;
    const adapter = slowAdapter(() => 20);
    const search = adapter.search.bind(adapter);
    adapter.search = async (query, options) => {
      deadlines.push(query.deadlineMs);
      return { ...(await search(query, options)), partial };
    };
    const subject = new SearchDb({ adapter });
    await subject.indexMessage(message);
    expect(await subject.searchAll('logni', { deadlineMs: 500 })).toMatchObject({
      partial: false,
      hits: [{ id: 'm1', corrected: true }],
    });
    expect(deadlines[0]).toBe(500);
    expect(deadlines[1]).toBeLessThan(485);
    partial = true;
    expect(await subject.searchAll('logni')).toMatchObject({ partial: true, hits: [], corrections: [] });
    expect(deadlines).toHaveLength(3);
  });
});
