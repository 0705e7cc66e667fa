import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { full } from '@keelson/internal-conformance/services';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Migration } from '@keelson/internal-runtime/migration';
import { migrate } from '../src/migrate.js';
import { openPool, type SchemaPool } from '../src/pool.js';
import { query, transaction } from '../src/transaction.js';
import { quoteIdentifier } from '../src/identifier.js';
import { emptyStore, freshStore, secondStore, serverUrl } from './store.js';

const FIRST: Migration = {
  id: 1,
  name: 'create',
  sql: 'CREATE TABLE notes (id integer); INSERT INTO notes VALUES (1)',
};
const SECOND: Migration = { id: 2, name: 'grow', sql: 'ALTER TABLE notes ADD body text' };

async function appliedIn(store: SchemaPool): Promise<readonly unknown[]> {
  return (await query(store, 'SELECT package, id FROM keelson_migrations ORDER BY package, id')).rows;
}

describe('migrations', () => {
  it('create the schema and the tables, and later only what is new', async () => {
    const store = await emptyStore();
    await migrate(store, '@keelson/notes', [FIRST]);
    await migrate(store, '@keelson/notes', [FIRST, SECOND]);
    await migrate(store, '@keelson/notes', [FIRST, SECOND]);
    expect((await query(store, 'SELECT id, body FROM notes')).rows).toEqual([{ id: 1, body: null }]);
    expect(await appliedIn(store)).toEqual([
      { package: '@keelson/notes', id: 1 },
      { package: '@keelson/notes', id: 2 },
    ]);
  });

  it('of several packages share one schema', async () => {
    const store = await emptyStore();
    await Promise.all([
      migrate(store, 'a', [FIRST]),
      migrate(store, 'b', [{ id: 1, name: 'create', sql: 'CREATE TABLE others (id integer)' }]),
    ]);
    expect(await appliedIn(store)).toHaveLength(2);
  });

  it('run once when many processes start at the same moment', async () => {
    const store = await emptyStore();
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    // Each brings four pools.
    const processes = Array.from({ length: full ? 8 : 2 }, () =>
      fork(fileURLToPath(new URL('./migrating-process.ts', import.meta.url)), [store.schema], {
        execArgv: ['--import', tsx],
        env: { ...process.env, MIGRATING_URL: serverUrl() },
      }),
    );
    await Promise.all(processes.map((child) => once(child, 'message')));
    for (const child of processes) child.send('go');
    const exits = await Promise.all(
      processes.map(async (child) => (await once(child, 'exit'))[0] as unknown),
    );
    expect(new Set(exits)).toEqual(new Set([0]));
    expect((await query(store, 'SELECT * FROM once')).rowCount).toBe(1);
  });

  it('leave nothing behind when one of them fails', async () => {
    const store = await emptyStore();
    const broken: Migration = {
      id: 2,
      name: 'broken',
      sql: 'CREATE TABLE more (id integer); SELECT absent()',
    };
    await expect(migrate(store, 'notes', [FIRST, broken])).rejects.toMatchObject({
      details: { sqlState: '42883' },
    });
    const { rows } = await query(store, 'SELECT FROM pg_namespace WHERE nspname = $1', [store.schema]);
    expect(rows).toEqual([]);
    await migrate(store, 'notes', [FIRST, SECOND]);
    expect(await appliedIn(store)).toHaveLength(2);
  });

  it('refuse a schema that newer code has written, and change nothing', async () => {
    const store = await emptyStore();
    await migrate(store, 'notes', [FIRST, SECOND]);
    await expect(migrate(store, 'notes', [FIRST])).rejects.toMatchObject({
      reason: 'SCHEMA_NEWER',
      retryable: false,
      message: expect.stringContaining('step 2 ("grow") of notes') as string,
    });
    expect(await appliedIn(store)).toHaveLength(2);
  });

  it('refuse a step that was edited after it had been applied, and change nothing', async () => {
    const store = await emptyStore();
    await migrate(store, 'notes', [FIRST]);
    const edited = { ...FIRST, sql: `${FIRST.sql} ` };
    await expect(migrate(store, 'notes', [edited, SECOND])).rejects.toMatchObject({
      reason: 'SCHEMA_CHANGED',
    });
    expect(await appliedIn(store)).toHaveLength(1);
  });

  it('wait for another process that migrates, unless nothing is pending', async () => {
    const store = await emptyStore();
    await migrate(store, 'notes', [FIRST]);
    const other = await secondStore(store);
    let waiting: Promise<void> | undefined;
    await transaction(other, async (inside) => {
      const key = `keelson_migrations in ${store.schema}`;
      await inside.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
      await migrate(store, 'notes', [FIRST]);
      waiting = migrate(store, 'notes', [FIRST, SECOND]);
      const waits =
        'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
      while ((await inside.query(waits)).rowCount === 0);
      expect(await appliedIn(store)).toHaveLength(1);
    });
    await waiting;
    expect(await appliedIn(store)).toHaveLength(2);
  });

  it('may be run by a role that owns the schema but may not create schemas', async () => {
    const store = await freshStore();
    const role = `role_${store.schema.slice(-12)}`;
    await query(store, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    onTestFinished(async () => {
      const cleaner = await openPool({ pool: serverUrl() });
      await query(cleaner, `DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`, []);
      await cleaner.close();
    });
    const url = new URL(serverUrl({ password: 'x' }));
    url.username = role;
    const limited = await secondStore(store, { pool: url.href });
    await expect(migrate(limited, 'notes', [FIRST])).rejects.toMatchObject({
      reason: 'ACCESS_DENIED',
      message: expect.stringContaining('Grant it USAGE and CREATE') as string,
    });
    await query(store, `GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(store.schema)} TO ${role}`);
    await migrate(limited, 'notes', [FIRST]);
    expect((await query(limited, 'SELECT id FROM notes')).rows).toEqual([{ id: 1 }]);
  });
});
