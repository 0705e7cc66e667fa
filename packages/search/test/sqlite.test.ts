import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { full } from '@keelson/internal-conformance/services';
import { measureStalls } from '@keelson/internal-conformance/stall-meter';
import { SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';

const folders: string[] = [];
function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-search-'));
  folders.push(folder);
  return join(folder, 'app.db');
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const open = (database: string) => new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
const message = (id: string, content = 'fix the login page') => ({ id, sessionId: 's1', content });

describe('sqliteSearchAdapter', () => {
  it('keeps messages in a table that other programs can search with plain FTS5', async () => {
    const file = temporaryFile();
    const search = open(file);
    await search.indexMessage({
      ...message('m1', 'Fix the Login page'),
      projectId: 'web',
      role: 'user',
      timestamp: 5,
    });
    await search.close();
    const database = new Database(file, { readonly: true });
    expect(
      database
        .prepare("SELECT content, session_id, project_id, role, timestamp FROM search_messages('login')")
        .all(),
    ).toEqual([
      { content: 'Fix the Login page', session_id: 's1', project_id: 'web', role: 'user', timestamp: 5 },
    ]);
    expect(() =>
      database.prepare('SELECT title, description, assignee, status FROM search_tasks').all(),
    ).not.toThrow();
    expect(() =>
      database.prepare('SELECT content, sender, recipient, channel FROM search_btmsg').all(),
    ).not.toThrow();
    database.close();
  });

  it('keeps index and documents consistent through updates, removals and rebuilds', async () => {
    const file = temporaryFile();
    const search = open(file);
    const many = Array.from({ length: 300 }, (_, n) => message(`m${n}`, `text ${n} 東京 naïve`));
    await search.index('messages', many);
    await search.index(
      'messages',
      many.slice(0, 100).map(({ id }) => message(id, 'changed')),
    );
    await search.remove(
      'messages',
      many.slice(50, 150).map(({ id }) => id),
    );
    await search.rebuild();
    await search.index('messages', many.slice(120, 200));
    await search.close();
    const database = new Database(file);
    expect(() =>
      database.exec("INSERT INTO search_messages(search_messages) VALUES ('integrity-check')"),
    ).not.toThrow();
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE '%next%'").all()).toEqual([]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  it('refuses with a code of this package what it cannot open', async () => {
    const text = temporaryFile();
    writeFileSync(text, 'this is a text file, not a database');
    await expect(open(text).open()).rejects.toMatchObject({
      name: 'SearchError',
      code: 'SEARCH_NOT_A_DATABASE',
    });

    const newer = temporaryFile();
    const database = new Database(newer);
    database.exec('CREATE TABLE keelson_migrations (package, id, name, checksum, applied_at)');
    database.exec("INSERT INTO keelson_migrations VALUES ('@keelson/search', 999, 'future', 'x', 0)");
    await expect(open(newer).open()).rejects.toMatchObject({
      code: 'SEARCH_SCHEMA_NEWER',
      message: expect.stringContaining('upgrade @keelson/search') as string,
    });
    expect(
      database.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'search%'").pluck().get(),
    ).toBe(0);
    database.close();
  });

  it('acknowledges nothing after its file was deleted', async () => {
    const file = temporaryFile();
    const search = open(file);
    await search.indexMessage(message('m1'));
    rmSync(file);
    await expect(search.indexMessage(message('m2'))).rejects.toMatchObject({
      code: 'SEARCH_MOVED',
      retryable: false,
    });
    await search.close();
  });

  // A machine that is busy can hold up anybody once; what the code itself does, it does every time.
  it('does not hold up the event loop while it imports, searches and rebuilds', { retry: 2 }, async () => {
    const search = open(temporaryFile());
    await search.open();
    const longest = measureStalls();
    const content = 'the quick brown fox jumps over the lazy dog '.repeat(20);
    const importing = search.index(
      'messages',
      Array.from({ length: 5_000 }, (_, n) => message(`m${n}`, `${content}${n}`)),
    );
    let searches = 0;
    const searching = (async () => {
      for (; searches < 20; searches += 1) await search.searchAll('quick lazy');
    })();
    await Promise.all([importing, searching]);
    await search.rebuild();
    expect(longest()).toBeLessThan(50);
    expect(searches).toBe(20);
    await search.close();
  });

  it('shares one handle with the host and with a second store', async () => {
    const handle = new Database(temporaryFile());
    handle.exec('CREATE TABLE host (a)');
    const [a, b] = [handle, handle].map(
      (database) => new SearchDb({ adapter: sqliteSearchAdapter({ database }) }),
    );
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => a!.indexMessage(message(`a${n}`))),
      ...Array.from({ length: 20 }, (_, n) => b!.indexMessage(message(`b${n}`))),
    ]);
    handle.exec('INSERT INTO host VALUES (1)');
    expect((await b!.searchAll('login')).groups[0]?.count).toBe(40);
    await Promise.all([a!.close(), b!.close()]);
    expect(handle.open).toBe(true);
    handle.close();
  });
});

describe('two processes', () => {
  it('write, update, remove, search and merge in one file at the same time, and lose nothing', async () => {
    const file = temporaryFile();
    const rounds = full ? 300 : 60;
    const script = fileURLToPath(new URL('./fixtures/rewriter.mjs', import.meta.url));
    const ends = ['a', 'b'].map(async (name) => {
      const child = spawn(process.execPath, [script, file, name, String(rounds)], { stdio: 'inherit' });
      return (await once(child, 'close'))[0] as number;
    });
    expect(await Promise.all(ends)).toEqual([0, 0]);
    const search = open(file);
    // Of three messages of their own, the third round of each removes the second.
    const own = rounds - Math.floor(rounds / 3);
    for (const name of ['a', 'b']) {
      const { items } = await search.list('messages', { filters: { sessionId: name }, limit: 200 });
      expect(items.length).toBe(Math.min(200, own));
    }
    const { messages } = await search.stats();
    expect(messages).toEqual({ documents: 2 * own + 20 });
    for (const round of [0, 2, rounds - 1]) {
      expect((await search.searchAll(`owna${round}`, { prefix: false })).hits[0]?.id).toBe(`own-a-${round}`);
    }
    // An updated message is found by its last text alone.
    const shared = await search.get('messages', ['shared-0']);
    const [, name, round] = /by(.) in round (\d+)/.exec(String(shared[0]?.['content'])) ?? [];
    const found = await search.searchAll(`by${name} "round ${round}"`, { filters: { sessionId: 'shared' } });
    expect(found.hits.map(({ id }) => id)).toEqual(['shared-0']);
    expect((await search.searchAll('word', { filters: { sessionId: 'shared' } })).groups[0]?.count).toBe(20);
    await search.close();
    const database = new Database(file);
    database.exec("INSERT INTO search_messages (search_messages) VALUES ('integrity-check')");
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  }, 120_000);
});

describe('kill -9', () => {
  const rounds = full ? 100 : 3;

  it(`keeps every acknowledged message, in the index too, in ${rounds} rounds`, async () => {
    const file = temporaryFile();
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const script = fileURLToPath(new URL('./fixtures/indexer.mjs', import.meta.url));
      const child = spawn(process.execPath, [script, file, String(round)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      child.kill('SIGKILL');
      await once(child, 'close');
      acknowledged.push(...output.slice(0, output.lastIndexOf('\n')).split('\n'));
    }
    const search = open(file);
    const missing: string[] = [];
    for (const word of acknowledged) {
      const { hits } = await search.searchAll(word, { prefix: false });
      if (hits[0]?.id !== word) missing.push(word);
    }
    expect(missing).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(rounds * 10);
    await search.rebuild();
    await search.close();
    const database = new Database(file);
    expect(() =>
      database.exec("INSERT INTO search_messages(search_messages) VALUES ('integrity-check')"),
    ).not.toThrow();
    database.close();
  }, 300_000);
});
