import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPool, type SchemaPool } from '../src/pool.js';
import { query } from '../src/transaction.js';
import { closedPort, startNetwork } from './network.js';
import { freshStore, secondStore, serverUrl } from './store.js';

/** The fault of a statement on a pool that cannot work. */
async function faultOf(open: Promise<SchemaPool>): Promise<StorageFault> {
  try {
    const store = await open;
    onTestFinished(() => store.close());
    await query(store, 'SELECT 1');
  } catch (error) {
    expect(error).toBeInstanceOf(StorageFault);
    return error as StorageFault;
  }
  throw new Error('The statement should have failed.');
}

/** A store whose callers wait for its only connection. */
async function crowdedStore(): Promise<SchemaPool> {
  const pool = new pg.Pool({ connectionString: serverUrl(), max: 1 });
  const client = await pool.connect();
  // Not before it has connected, which may take longer.
  pool.options.connectionTimeoutMillis = 100;
  onTestFinished(async () => {
    client.release();
    await pool.end();
  });
  return openPool({ pool });
}

function everythingLogged(error: unknown): string {
  return inspect(error, { depth: 20, maxStringLength: null }) + JSON.stringify(error);
}

describe('a pool from a URL', () => {
  it('runs statements in its schema', async () => {
    const store = await freshStore();
    const { rows } = await query<{ current_schema: string }>(store, 'SELECT current_schema()');
    expect(rows).toEqual([{ current_schema: store.schema }]);
  });

  it('says that nothing listens, and that trying again may help', async () => {
    const port = await closedPort();
    const fault = await faultOf(openPool({ pool: serverUrl({ port }) }));
    expect(fault).toMatchObject({ reason: 'UNREACHABLE', retryable: true });
    expect(fault.message).toContain(`127.0.0.1:${port}/postgres does not answer. Check that the server runs`);
    expect(fault.message).toContain('ECONNREFUSED');
  });

  it('says that the password was refused, without showing it or the user name', async () => {
    const fault = await faultOf(openPool({ pool: serverUrl({ password: 'pa%24%24word-7' }) }));
    expect(fault).toMatchObject({
      reason: 'ACCESS_DENIED',
      retryable: false,
      details: { sqlState: '28P01' },
    });
    expect(fault.message).not.toContain(new URL(serverUrl()).username);
    expect(everythingLogged(fault)).not.toMatch(/pa(\$\$|%24%24)word-7/);
  });

  it('asks for a password where the URL has none', async () => {
    const url = new URL(serverUrl());
    url.password = '';
    const fault = await faultOf(openPool({ pool: url.href }));
    expect(fault).toMatchObject({ reason: 'ACCESS_DENIED', retryable: false });
  });

  it('names the database that does not exist', async () => {
    const fault = await faultOf(openPool({ pool: serverUrl({ database: 'absent' }) }));
    expect(fault).toMatchObject({ reason: 'CANNOT_OPEN', details: { sqlState: '3D000' } });
    expect(fault.message).toContain('/absent has no such database');
  });

  it.each([
    ['another scheme', 'mysql://root:s3cret@host/db'],
    ['no URL at all', 's3cret'],
    ['a password with an unescaped slash', 'postgres://root:12/s3cret@host/db'],
    ['a password with an unescaped question mark', 'postgres://root:12?s3cret@host/db'],
    ['a password with an unescaped hash', 'postgres://root:s3#cret@host/db'],
    ['a bad port', 'postgres://root:s3cret@host:port/db'],
  ])('refuses %s and does not repeat it', async (_title, url) => {
    const fault = await faultOf(openPool({ pool: url }));
    expect(fault.reason).toBe('CANNOT_OPEN');
    expect(fault.message).toContain('postgres://user:password@host:5432/database');
    expect(everythingLogged(fault)).not.toContain('s3');
  });

  it('keeps the password out of its own printed form', async () => {
    const store = await openPool({ pool: 'postgres://someone:s3cret@host/db' });
    expect(everythingLogged(store)).not.toContain('s3cret');
    await store.close();
  });

  it.each([
    ['schema', { schema: 'é'.repeat(32) }, '64 bytes'],
    ['schema', { schema: '' }, '0 bytes'],
    ['schema', { schema: 'a\0b' }, 'U+0000'],
    ['statementTimeoutMs', { statementTimeoutMs: -1 }, 'from 0'],
    ['maxConnections', { maxConnections: 0 }, 'from 1'],
    ['connectionTimeoutMs', { connectionTimeoutMs: Number.NaN }, 'NaN'],
  ])('refuses a bad %s before it connects', async (_name, options, expected) => {
    const fault = await faultOf(openPool({ pool: 'postgres://nobody@nowhere/', ...options }));
    expect(fault.reason).toBe('CANNOT_OPEN');
    expect(fault.message).toContain(expected);
  });

  it('takes a schema name of exactly 63 bytes', async () => {
    const store = await openPool({ pool: serverUrl(), schema: `${'é'.repeat(31)}x` });
    onTestFinished(() => store.close());
    expect((await query(store, 'SHOW search_path')).rows).toEqual([{ search_path: `"${store.schema}"` }]);
  });

  it('survives the end of an idle connection and works at the next statement', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 1 });
    const other = await secondStore(store);
    const pid = async () =>
      (await query<{ pid: number }>(store, 'SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
    const first = await pid();
    await query(other, 'SELECT pg_terminate_backend($1, 5000)', [first]);
    expect(await pid()).not.toBe(first);
  });

  it('survives what a closing connection still has to say', async () => {
    const store = await freshStore();
    const network = await startNetwork(serverUrl());
    const remote = await secondStore(store, { pool: serverUrl({ port: network.port }) });
    const { rows } = await query<{ pid: number }>(remote, 'SELECT pg_backend_pid() AS pid');
    network.freeze();
    await remote.close();
    await query(store, 'SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
    network.thaw();
    // An error event that nobody hears would end the process, and the test run with it.
    await delay(50);
  });

  it('fails with CLOSED after it was closed, which may happen twice', async () => {
    const store = await openPool({ pool: serverUrl() });
    await store.close();
    await store.close();
    await expect(query(store, 'SELECT 1')).rejects.toMatchObject({ reason: 'CLOSED' });
  });
});

describe('a pool of the host', () => {
  it('stays open when the store closes', async () => {
    const pool = new pg.Pool({ connectionString: serverUrl() });
    onTestFinished(() => pool.end());
    const store = await openPool({ pool });
    await query(store, 'SELECT 1');
    await store.close();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(pool.listenerCount('error')).toBe(0);
  });

  it('keeps its session settings and its parsers to itself', async () => {
    const pool = new pg.Pool({ connectionString: serverUrl(), max: 1 });
    onTestFinished(() => pool.end());
    const store = await openPool({ pool, schema: 'elsewhere' });
    const before = await pool.query('SHOW search_path');
    pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
    onTestFinished(() => pg.types.setTypeParser(pg.types.builtins.INT8, (text) => text));
    expect((await query(store, 'SELECT 42::bigint AS n')).rows).toEqual([{ n: 42 }]);
    expect((await pool.query('SHOW search_path')).rows).toEqual(before.rows);
  });

  it('does not end the process when its idle connection breaks', async () => {
    const pool = new pg.Pool({ connectionString: serverUrl(), max: 1 });
    onTestFinished(() => pool.end());
    const store = await openPool({ pool });
    onTestFinished(() => store.close());
    const other = await freshStore();
    const { rows } = await query<{ pid: number }>(store, 'SELECT pg_backend_pid() AS pid');
    await query(other, 'SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('a pool whose connections are all in use', () => {
  it('says so when none comes free in time', async () => {
    await expect(query(await crowdedStore(), 'SELECT 1')).rejects.toMatchObject({
      reason: 'OVERLOADED',
      retryable: true,
      message: expect.stringContaining('every connection of the pool is in use') as string,
    });
  });

  it('refuses more callers than may wait', async () => {
    const store = await crowdedStore();
    const callers = Array.from({ length: 1_001 }, () => query(store, 'SELECT 1'));
    await expect(callers.at(-1)).rejects.toMatchObject({
      reason: 'OVERLOADED',
      message: expect.stringContaining('1000 callers wait') as string,
    });
    await Promise.allSettled(callers);
  });
});
