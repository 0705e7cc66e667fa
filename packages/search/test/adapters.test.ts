import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSearchAdapter } from '@keelson/search/conformance';
import { memorySearchAdapter } from '@keelson/search/memory';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import Database from 'better-sqlite3';

describeSearchAdapter({
  name: 'memory',
  shared: false,
  create: () => ({ adapter: () => memorySearchAdapter(), dispose: () => Promise.resolve() }),
});

function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-search-'));
  return {
    database: join(folder, 'app.db'),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

describeSearchAdapter({
  name: 'sqlite, a file in workers',
  create() {
    const { database, dispose } = temporaryFile();
    return { adapter: () => sqliteSearchAdapter({ database }), dispose };
  },
});

describeSearchAdapter({
  name: 'sqlite, a file on this thread',
  create() {
    const { database, dispose } = temporaryFile();
    return { adapter: () => sqliteSearchAdapter({ database, worker: false }), dispose };
  },
});

describeSearchAdapter({
  name: 'sqlite, a shared handle',
  create() {
    const handle = new Database(':memory:');
    return {
      adapter: () => sqliteSearchAdapter({ database: handle }),
      dispose: async () => void handle.close(),
    };
  },
});
