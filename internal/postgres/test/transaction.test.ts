import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { query, transaction } from '../src/transaction.js';
import { startNetwork } from './network.js';
import { freshStore, secondStore, serverUrl } from './store.js';

const SLEEP = 'SELECT pg_sleep(30)';

describe('a transaction', () => {
  it('keeps all of its work or nothing', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer PRIMARY KEY)');
    await transaction(store, async (inside) => {
      await inside.query('INSERT INTO notes VALUES ($1)', [1]);
      await inside.query('INSERT INTO notes VALUES ($1)', [2]);
    });
    const own = new Error('mine');
    const failing = transaction(store, async (inside) => {
      await inside.query('DELETE FROM notes');
      throw own;
    });
    await expect(failing).rejects.toBe(own);
    expect((await query(store, 'SELECT id FROM notes ORDER BY id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('reports values by type: exact numbers, bytes, JSON, and text for the rest', async () => {
    const store = await freshStore();
    const { rows } = await query(
      store,
      `SELECT 9007199254740991 AS big, '\\x00ff'::bytea AS bytes, '{"a":[1]}'::jsonb AS json, 0.1::float8 AS float,
       true AS yes, NULL AS nothing, 1.10::numeric AS exact, ARRAY['a'] AS list`,
    );
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        bytes: Uint8Array.of(0, 255),
        json: { a: [1] },
        float: 0.1,
        yes: true,
        nothing: null,
        exact: '1.10',
        list: '{a}',
      },
    ]);
  });

  it('fails rather than round a bigint, and the connection goes on', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 1 });
    await expect(query(store, 'SELECT 9007199254740993')).rejects.toMatchObject({
      reason: 'STORAGE',
      cause: { message: expect.stringContaining('9007199254740993') as string },
    });
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('does not report success when a failed statement was swallowed', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer PRIMARY KEY)');
    const swallowing = transaction(store, async (inside) => {
      await inside.query('INSERT INTO notes VALUES (1)');
      await inside.query('INSERT INTO notes VALUES (1)').catch(() => undefined);
    });
    await expect(swallowing).rejects.toMatchObject({ reason: 'STORAGE' });
    expect((await query(store, 'SELECT * FROM notes')).rows).toEqual([]);
  });

  it('does not put the values of a statement into the message', async () => {
    const store = await freshStore();
    await expect(query(store, 'SELECT $1::integer', ['my diary'])).rejects.toMatchObject({
      message: expect.not.stringContaining('diary') as string,
      details: { sqlState: '22P02' },
    });
  });

  it('asks for durable commits where the server would acknowledge earlier, and leaves stricter settings', async () => {
    const store = await freshStore();
    const level = async (setting: string) => {
      const url = new URL(serverUrl());
      url.searchParams.set('options', `-c synchronous_commit=${setting}`);
      const other = await secondStore(store, { pool: url.href });
      return (await query(other, 'SHOW synchronous_commit')).rows[0];
    };
    expect(await level('off')).toEqual({ synchronous_commit: 'on' });
    expect(await level('remote_apply')).toEqual({ synchronous_commit: 'remote_apply' });
  });

  it('has the settings that it is given, and the next one has not', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 1 });
    const jit = async (settings = {}) => (await query(store, 'SHOW jit', [], { settings })).rows[0];
    const before = await jit();
    expect(await jit({ jit: 'off', enable_seqscan: 'off' })).toEqual({ jit: 'off' });
    expect(await jit()).toEqual(before);
  });

  it('reports a lock that another transaction holds on to as busy', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer)');
    await transaction(store, async (holder) => {
      await holder.query('LOCK TABLE notes');
      const waiting = transaction(store, async (inside) => {
        await inside.query("SET LOCAL lock_timeout = '50ms'");
        await inside.query('INSERT INTO notes VALUES (1)');
      });
      await expect(waiting).rejects.toMatchObject({ reason: 'BUSY', retryable: true });
    });
  });

  it('answers several statements with the result of the last one', async () => {
    const store = await freshStore();
    expect(await query(store, 'SELECT 1 AS one; SELECT 2 AS two')).toEqual({
      rows: [{ two: 2 }],
      rowCount: 1,
    });
  });

  it('refuses a statement that comes after its end', async () => {
    const store = await freshStore();
    let late: (() => Promise<unknown>) | undefined;
    await transaction(store, async (inside) => {
      late = () => inside.query('SELECT 1');
    });
    await expect(late?.()).rejects.toMatchObject({ reason: 'CLOSED' });
  });

  it('starts over after a deadlock, so that both sides succeed', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE counters (id integer PRIMARY KEY, n integer)');
    await query(store, 'INSERT INTO counters VALUES (1, 0), (2, 0)');
    let runs = 0;
    let held = 0;
    let meet: (() => void) | undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const add = (first: number, second: number) =>
      transaction(store, async (inside) => {
        runs += 1;
        await inside.query('UPDATE counters SET n = n + 1 WHERE id = $1', [first]);
        held += 1;
        if (held === 2) meet?.();
        await met;
        await inside.query('UPDATE counters SET n = n + 1 WHERE id = $1', [second]);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    expect(runs).toBeGreaterThan(2);
    expect((await query(store, 'SELECT id, n FROM counters ORDER BY id')).rows).toEqual([
      { id: 1, n: 2 },
      { id: 2, n: 2 },
    ]);
  });

  it('starts over after a serialization failure and gives up after five attempts', async () => {
    const store = await freshStore();
    let runs = 0;
    const failing = transaction(store, async (inside) => {
      runs += 1;
      await inside.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    await expect(failing).rejects.toMatchObject({ reason: 'BUSY', retryable: true });
    expect(runs).toBe(5);
  });

  it('reads one snapshot under REPEATABLE READ', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer)');
    const counts = await transaction(
      store,
      async (inside) => {
        const before = await inside.query('SELECT * FROM notes');
        await query(store, 'INSERT INTO notes VALUES (1)');
        return [before.rowCount, (await inside.query('SELECT * FROM notes')).rowCount];
      },
      { isolation: 'REPEATABLE READ' },
    );
    expect(counts).toEqual([0, 0]);
  });
});

describe('a statement that takes too long', () => {
  it('is cancelled by the server after statementTimeoutMs', async () => {
    const store = await freshStore({ pool: serverUrl(), statementTimeoutMs: 100, maxConnections: 1 });
    await expect(query(store, SLEEP)).rejects.toMatchObject({
      reason: 'ABORTED',
      message: expect.stringContaining('statementTimeoutMs') as string,
    });
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('is cancelled on the server when its signal aborts, and its connection is kept', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 2 });
    const watcher = await secondStore(store);
    const stop = new AbortController();
    const text = `${SLEEP} -- ${store.schema}`;
    const slow = query(store, text, [], { signal: stop.signal });
    const running = "SELECT pid FROM pg_stat_activity WHERE query = $1 AND state = 'active'";
    let pid: number | undefined;
    while (pid === undefined) pid = (await query<{ pid: number }>(watcher, running, [text])).rows[0]?.pid;
    stop.abort(new Error('the user typed on'));
    await expect(slow).rejects.toMatchObject({ reason: 'ABORTED', cause: { message: 'the user typed on' } });
    const { rows } = await query(watcher, 'SELECT state FROM pg_stat_activity WHERE pid = $1', [pid]);
    expect(rows).toEqual([{ state: 'idle' }]);
  });

  it('is given up on abort even when no other connection is free to cancel it', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 1 });
    const slow = query(store, SLEEP, [], { signal: AbortSignal.timeout(50) });
    await expect(slow).rejects.toMatchObject({ reason: 'ABORTED' });
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('rolls back when the signal aborts between statements', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer)');
    const stop = new AbortController();
    const work = transaction(
      store,
      async (inside) => {
        await inside.query('INSERT INTO notes VALUES (1)');
        stop.abort();
      },
      { signal: stop.signal },
    );
    await expect(work).rejects.toMatchObject({ reason: 'ABORTED' });
    expect((await query(store, 'SELECT * FROM notes')).rows).toEqual([]);
  });

  it('leaves nothing behind when the signal aborts while it waits for a connection', async () => {
    const store = await freshStore({ pool: serverUrl(), maxConnections: 1 });
    const slow = query(store, 'SELECT pg_sleep(0.2)');
    const waiting = query(store, 'SELECT 1', [], { signal: AbortSignal.timeout(20) });
    await expect(waiting).rejects.toMatchObject({ reason: 'ABORTED' });
    await slow;
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('never starts when its signal has aborted before', async () => {
    const store = await freshStore();
    await expect(query(store, 'SELECT 1', [], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'ABORTED',
    });
  });
});

describe('a connection that breaks', () => {
  it('in the middle is reported as safe to try again, and nothing was written', async () => {
    const store = await freshStore();
    const network = await startNetwork(serverUrl());
    const remote = await secondStore(store, { pool: serverUrl({ port: network.port }) });
    await query(store, 'CREATE TABLE notes (id integer)');
    const work = transaction(remote, async (inside) => {
      await inside.query('INSERT INTO notes VALUES (1)');
      network.reset();
      await delay(50);
      await inside.query('INSERT INTO notes VALUES (2)');
    });
    await expect(work).rejects.toMatchObject({ reason: 'UNREACHABLE', retryable: true });
    expect((await query(store, 'SELECT * FROM notes')).rows).toEqual([]);
    expect((await query(remote, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('between commit and answer is reported as unknown, not as safe to repeat', async () => {
    const store = await freshStore();
    const network = await startNetwork(serverUrl());
    const remote = await secondStore(store, {
      pool: serverUrl({ port: network.port }),
      statementTimeoutMs: 0,
    });
    await query(store, 'CREATE TABLE notes (id integer)');
    const work = transaction(remote, async (inside) => {
      await inside.query('INSERT INTO notes VALUES (1)');
      network.freezeAnswers();
      setTimeout(() => network.reset(), 100);
    });
    await expect(work).rejects.toMatchObject({
      reason: 'UNREACHABLE',
      retryable: false,
      details: { outcome: 'unknown' },
    });
    expect((await query(store, 'SELECT id FROM notes')).rows).toEqual([{ id: 1 }]);
  });

  it('without a word is noticed some time after the statement timeout', async () => {
    const store = await freshStore();
    const network = await startNetwork(serverUrl());
    const remote = await secondStore(store, {
      pool: serverUrl({ port: network.port }),
      statementTimeoutMs: 100,
    });
    const work = transaction(remote, async (inside) => {
      await inside.query('SELECT 1');
      network.freeze();
      await inside.query('SELECT 2');
    });
    await expect(work).rejects.toMatchObject({ reason: 'UNREACHABLE', retryable: true });
    network.thaw();
    expect((await query(remote, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('while idle and unnoticed costs the next statement nothing but a new connection', async () => {
    const store = await freshStore();
    const network = await startNetwork(serverUrl());
    const remote = await secondStore(store, { pool: serverUrl({ port: network.port }) });
    await query(remote, 'SELECT 1');
    network.reset();
    expect((await query(remote, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
