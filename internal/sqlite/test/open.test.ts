import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { networkFileSystem, uncShare } from '../src/file-checks.js';
import { openDatabase } from '../src/open.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

describe('openDatabase', () => {
  it('sets WAL, synchronous=FULL, foreign keys and no blocking wait on a path', async () => {
    const { database, close } = await openDatabase(join(temporaryFolder(), 'app.db'));
    const pragma = (name: string) => database.pragma(name, { simple: true });
    expect([
      pragma('journal_mode'),
      pragma('synchronous'),
      pragma('foreign_keys'),
      pragma('busy_timeout'),
    ]).toEqual(['wal', 2, 1, 0]);
    close();
    expect(database.open).toBe(false);
  });

  it('sets the same on a handle of the host, and leaves it open', async () => {
    const handle = new Database(join(temporaryFolder(), 'app.db'));
    handle.pragma('synchronous = OFF');
    const { close } = await openDatabase(handle);
    expect(handle.pragma('synchronous', { simple: true })).toBe(2);
    close();
    expect(handle.open).toBe(true);
    handle.close();
  });

  it('refuses a handle that is closed', async () => {
    const handle = new Database(':memory:');
    handle.close();
    await expect(openDatabase(handle)).rejects.toMatchObject({ reason: 'CLOSED' });
  });

  it('refuses to call durable what is not: a handle inside a transaction keeps its old pragma', async () => {
    const handle = new Database(join(temporaryFolder(), 'app.db'));
    handle.pragma('journal_mode = WAL');
    handle.pragma('synchronous = NORMAL');
    handle.exec('BEGIN');
    await expect(openDatabase(handle)).rejects.toMatchObject({
      message: expect.stringMatching(/transaction/) as string,
    });
    handle.close();
  });

  it('refuses a file that is no SQLite database, and leaves it as it is', async () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'Dear diary, this is longer than one hundred bytes. '.repeat(10));
    const before = readFileSync(file);
    await expect(openDatabase(file)).rejects.toMatchObject({
      reason: 'NOT_A_DATABASE',
      message: expect.stringContaining('Use another path') as string,
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a file that only begins like a database', async () => {
    const file = join(temporaryFolder(), 'app.db');
    writeFileSync(file, `SQLite format 3\0${'x'.repeat(8000)}`);
    await expect(openDatabase(file)).rejects.toMatchObject({
      reason: expect.stringMatching(/NOT_A_DATABASE|CORRUPT/) as string,
    });
  });

  it('accepts an empty file, as SQLite does', async () => {
    const file = join(temporaryFolder(), 'app.db');
    writeFileSync(file, '');
    const { close } = await openDatabase(file);
    close();
  });

  it('says which folder is missing, and creates nothing', async () => {
    const folder = join(temporaryFolder(), 'missing');
    await expect(openDatabase(join(folder, 'app.db'))).rejects.toMatchObject({
      reason: 'CANNOT_OPEN',
      message: expect.stringContaining(folder) as string,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses a folder in place of a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'app.db'));
    await expect(openDatabase(join(folder, 'app.db'))).rejects.toMatchObject({ reason: 'CANNOT_OPEN' });
  });

  it('reports damage inside the schema at open, not at the first write', async () => {
    const file = join(temporaryFolder(), 'app.db');
    const handle = new Database(file);
    handle.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    handle.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 200);
    writeFileSync(file, bytes);
    await expect(openDatabase(file)).rejects.toMatchObject({ reason: 'CORRUPT' });
  });

  it('refuses network file systems that Linux names, and Windows shares', () => {
    expect(networkFileSystem(0x6969)).toBe('NFS');
    // statfs gives CIFS as a signed number on some builds.
    expect(networkFileSystem(0xff534d42 | 0)).toBe('CIFS');
    expect(networkFileSystem(0xef53)).toBeUndefined();
    expect(uncShare('\\\\server\\share\\app.db')).toBe('a network share');
    expect(uncShare('C:\\data\\app.db')).toBeUndefined();
    expect(uncShare('\\\\?\\C:\\data\\app.db')).toBeUndefined();
  });

  it('names the reason when the file may not be read', async () => {
    const file = join(temporaryFolder(), 'app.db');
    new Database(file).exec('CREATE TABLE t (a)').close();
    chmodSync(file, 0o000);
    const opening = openDatabase(file);
    if (process.getuid?.() === 0) (await opening).close();
    else await expect(opening).rejects.toMatchObject({ reason: 'CANNOT_OPEN' });
  });
});
