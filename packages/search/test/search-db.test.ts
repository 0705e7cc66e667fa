import { SearchDb, SearchError } from '@keelson/search';
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
});
