import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Migration } from '@keelson/internal-runtime/migration';
import { migrate } from '../src/migrate.js';
import { runChild } from './fixtures/run-child.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

const first: Migration = { id: 1, name: 'create', sql: 'CREATE TABLE t (a)' };
const second: Migration = { id: 2, name: 'extend', sql: 'ALTER TABLE t ADD COLUMN b' };
const tables = (database: Database.Database) =>
  database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

describe('migrate', () => {
  it('applies pending steps in order, once', async () => {
    const database = new Database(':memory:');
    await migrate(database, 'pkg', [first]);
    await migrate(database, 'pkg', [first, second]);
    await migrate(database, 'pkg', [first, second]);
    expect(database.prepare('SELECT id, name FROM keelson_migrations').all()).toEqual([
      { id: 1, name: 'create' },
      { id: 2, name: 'extend' },
    ]);
    database.prepare('INSERT INTO t (a, b) VALUES (1, 2)').run();
  });

  it('keeps the steps of two packages apart in one file', async () => {
    const database = new Database(':memory:');
    await migrate(database, 'pkg', [first]);
    await migrate(database, 'other', [{ id: 1, name: 'create', sql: 'CREATE TABLE u (a)' }]);
    expect(tables(database)).toEqual(['keelson_migrations', 't', 'u']);
  });

  it('keeps nothing of a batch whose last step fails', async () => {
    const database = new Database(':memory:');
    const broken = { id: 2, name: 'broken', sql: 'CREATE TABLE u (a); CREATE TABLE t (a)' };
    await expect(migrate(database, 'pkg', [first, broken])).rejects.toMatchObject({ reason: 'STORAGE' });
    expect(tables(database)).toEqual([]);
  });

  it('refuses a database newer than the code, and changes nothing', async () => {
    const database = new Database(':memory:');
    await migrate(database, 'pkg', [first, second]);
    const before = database.serialize();
    await expect(migrate(database, 'pkg', [first])).rejects.toMatchObject({
      reason: 'SCHEMA_NEWER',
      message: expect.stringContaining('upgrade pkg') as string,
    });
    expect(database.serialize()).toEqual(before);
  });

  it('refuses a step that was edited after it was applied', async () => {
    const database = new Database(':memory:');
    await migrate(database, 'pkg', [first]);
    await expect(migrate(database, 'pkg', [{ ...first, sql: 'CREATE TABLE t (b)' }])).rejects.toMatchObject({
      reason: 'SCHEMA_CHANGED',
    });
  });

  it('lets eight processes start at once on a new file', async () => {
    const file = join(temporaryFolder(), 'app.db');
    await Promise.all(Array.from({ length: 8 }, () => runChild('migrator', file)));
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(8);
    expect(database.prepare('SELECT count(*) FROM keelson_migrations').pluck().get()).toBe(1);
    database.close();
  });
});
