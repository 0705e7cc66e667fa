import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { connect } from '../src/connection.js';
import { LocalConnection } from '../src/local-connection.js';
import { WorkerConnection } from '../src/worker-connection.js';
import { ledger } from './fixtures/ledger.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

const worker = new URL('./built/ledger.worker.mjs', import.meta.url);
const connectTo = (database: string | Database.Database, script: URL | undefined = worker) =>
  connect({ store: ledger, database, setup: undefined, worker: script, fail: (fault) => fault });

describe('connect', () => {
  it('uses a worker for a file, and this thread for memory and for a handle', () => {
    const handle = new Database(':memory:');
    expect(connectTo(join(temporaryFolder(), 'app.db'))).toBeInstanceOf(WorkerConnection);
    expect(connectTo(':memory:')).toBeInstanceOf(LocalConnection);
    expect(connectTo(handle)).toBeInstanceOf(LocalConnection);
    handle.close();
  });
});

describe.each(['worker', 'local'] as const)('a %s connection', (where) => {
  const make = (file = join(temporaryFolder(), 'app.db')) =>
    where === 'worker'
      ? connectTo(file)
      : connect({
          store: ledger,
          database: file,
          setup: undefined,
          worker: undefined,
          fail: (fault) => fault,
        });

  it('writes, reads back, and closes after the writes in flight', async () => {
    const file = join(temporaryFolder(), 'app.db');
    const connection = make(file);
    await connection.open();
    const writes = Promise.all(
      Array.from({ length: 256 }, (_, seq) => connection.write('add', { writer: 'w', seq })),
    );
    await connection.close();
    expect(await writes).toHaveLength(256);
    const again = make(file);
    await again.open();
    expect(await again.read('count', 'w')).toBe(256);
    await again.close();
    await again.close();
  });

  it('undoes a failed write, and passes on why it failed', async () => {
    const connection = make();
    await connection.open();
    await expect(connection.write('refuse', { writer: 'w', seq: 1 })).rejects.toMatchObject({
      reason: 'STORAGE',
      message: expect.stringContaining('refused after a change') as string,
      cause: { message: 'refused after a change' },
    });
    expect(await connection.read('count', 'w')).toBe(0);
    await connection.close();
  });

  it('passes on the code of the driver', async () => {
    const connection = make();
    await connection.open();
    await connection.write('add', { writer: 'w', seq: 1 });
    await expect(connection.write('add', { writer: 'w', seq: 1 })).rejects.toMatchObject({
      details: { sqlite: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
      cause: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
    });
    await connection.close();
  });

  it('rejects an open that cannot work with the reason, and opens at the next try', async () => {
    const file = join(temporaryFolder(), 'app.db');
    writeFileSync(file, 'no database at all');
    const connection = make(file);
    await expect(connection.open()).rejects.toMatchObject({ reason: 'NOT_A_DATABASE' });
    writeFileSync(file, '');
    await connection.open();
    expect(await connection.read('count', 'w')).toBe(0);
    await connection.close();
  });

  it('refuses calls before open and after close', async () => {
    const connection = make();
    await expect(connection.read('count', 'w')).rejects.toMatchObject({ reason: 'CLOSED' });
    await connection.close();
    await connection.open();
    await connection.close();
    await expect(connection.write('add', { writer: 'w', seq: 1 })).rejects.toMatchObject({
      reason: 'CLOSED',
    });
  });

  it('refuses a read whose signal is aborted', async () => {
    const connection = make();
    await connection.open();
    await expect(connection.read('count', 'w', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'ABORTED',
    });
    await connection.close();
  });
});

describe('a worker connection', () => {
  it('keeps the event loop free while it reads and drops reads that are cancelled', async () => {
    const connection = connectTo(join(temporaryFolder(), 'app.db'));
    await connection.open();
    const order: string[] = [];
    const controller = new AbortController();
    const slow = connection.read('slow', 200).then(() => order.push('slow'));
    const waiting = connection
      .read('slow', 10_000, { signal: controller.signal })
      .catch((error: unknown) => order.push((error as { reason: string }).reason));
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await waiting;
    await slow;
    expect(await connection.read('count', 'w')).toBe(0);
    expect(order).toEqual(['ABORTED', 'slow']);
    await connection.close();
  });

  it('tells a running read that it was cancelled, so that the next one need not wait', async () => {
    const connection = connectTo(join(temporaryFolder(), 'app.db'));
    await connection.open();
    const controller = new AbortController();
    const running = connection.read('slow', 60_000, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    await expect(running).rejects.toMatchObject({ reason: 'ABORTED' });
    // Were the worker still busy, this would outlast the test.
    expect(await connection.read('count', 'w')).toBe(0);
    await connection.close();
  });

  it('rejects what was in flight when the worker dies, and starts a new one at the next call', async () => {
    const connection = connectTo(join(temporaryFolder(), 'app.db'));
    await connection.open();
    await connection.write('add', { writer: 'w', seq: 1 });
    await expect(connection.write('crash', undefined)).rejects.toMatchObject({
      reason: 'STORAGE',
      retryable: true,
    });
    expect(await connection.read('count', 'w')).toBe(1);
    await connection.close();
  });

  it('does not keep the process alive', () => {
    const script = fileURLToPath(new URL('./built/forgets-to-close.mjs', import.meta.url));
    const output = execFileSync(process.execPath, [script, join(temporaryFolder(), 'app.db')], {
      timeout: 30_000,
    });
    expect(output.toString()).toBe('1\n');
  });

  it('keeps the process alive until it has closed, though nobody waits for the last writes', () => {
    const script = fileURLToPath(new URL('./built/closes-early.mjs', import.meta.url));
    const output = execFileSync(process.execPath, [script, join(temporaryFolder(), 'app.db')], {
      timeout: 30_000,
    });
    expect(output.toString()).toBe('closed\n');
  });
});
