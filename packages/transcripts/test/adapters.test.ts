import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTranscriptsAdapter } from '@keelson/transcripts/conformance';
import { memoryTranscriptsAdapter } from '@keelson/transcripts/memory';
import { sqliteTranscriptsAdapter } from '@keelson/transcripts/sqlite';
import Database from 'better-sqlite3';

describeTranscriptsAdapter({
  name: 'memory',
  shared: false,
  create: () => ({ adapter: () => memoryTranscriptsAdapter(), dispose: () => Promise.resolve() }),
});

function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-transcripts-'));
  return {
    database: join(folder, 'app.db'),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

describeTranscriptsAdapter({
  name: 'sqlite, a file in a worker',
  create() {
    const { database, dispose } = temporaryFile();
    return { adapter: () => sqliteTranscriptsAdapter({ database }), dispose };
  },
});

describeTranscriptsAdapter({
  name: 'sqlite, a file on this thread',
  create() {
    const { database, dispose } = temporaryFile();
    return { adapter: () => sqliteTranscriptsAdapter({ database, worker: false }), dispose };
  },
});

describeTranscriptsAdapter({
  name: 'sqlite, a shared handle',
  create() {
    const handle = new Database(':memory:');
    return {
      adapter: () => sqliteTranscriptsAdapter({ database: handle }),
      dispose: async () => void handle.close(),
    };
  },
});
