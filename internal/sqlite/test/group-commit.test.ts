import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupCommit, type GroupCommitOptions } from '../src/group-commit.js';
import { openDatabase } from '../src/open.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

async function setUp(options?: GroupCommitOptions, file = join(temporaryFolder(), 'app.db')) {
  const handle = new Database(file);
  const commits = new GroupCommit(await openDatabase(handle), options);
  handle.exec('CREATE TABLE IF NOT EXISTS t (a PRIMARY KEY)');
  const insert = handle.prepare('INSERT INTO t VALUES (?)');
  const add = (value: unknown) => commits.submit(() => insert.run(value).changes);
  const rows = () => handle.prepare('SELECT a FROM t ORDER BY rowid').pluck().all();
  return { handle, file, commits, add, rows };
}

describe('GroupCommit', () => {
  it('commits the writes of one turn together, and resolves after the commit', async () => {
    const { file, handle, add } = await setUp();
    const other = new Database(file, { readonly: true });
    const version = () => other.pragma('data_version', { simple: true });
    const seen = () => other.prepare('SELECT count(*) FROM t').pluck().get();
    const before = Number(version());
    const observed = await Promise.all(Array.from({ length: 100 }, (_, n) => add(n).then(seen)));
    // Every acknowledged caller, the first one included, sees the whole group from another connection.
    expect(new Set(observed)).toEqual(new Set([100]));
    expect(Number(version())).toBe(before + 1);
    other.close();
    handle.close();
  });

  it('undoes a write that fails, alone', async () => {
    const { handle, commits, add, rows } = await setUp();
    const results = await Promise.allSettled([
      add(1),
      commits.submit(() => {
        handle.exec('INSERT INTO t VALUES (2)');
        throw new Error('changed my mind');
      }),
      add(1),
      add(3),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(rows()).toEqual([1, 3]);
    handle.close();
  });

  it('splits a long group, so that the lock is not held for all of it', async () => {
    const { file, handle, add, commits } = await setUp({ maxGroupMs: 0 });
    const other = new Database(file, { readonly: true });
    const before = Number(other.pragma('data_version', { simple: true }));
    const observed = await Promise.all(
      [1, 2, 3].map((n) => add(n).then(() => other.prepare('SELECT count(*) FROM t').pluck().get())),
    );
    expect(observed).toEqual([1, 2, 3]);
    expect(Number(other.pragma('data_version', { simple: true }))).toBeGreaterThan(before);
    await commits.flush();
    other.close();
    handle.close();
  });

  it('refuses more writes than its bound, and goes on with the others', async () => {
    const { handle, add, rows } = await setUp({ maxPending: 2 });
    const results = await Promise.allSettled([add(1), add(2), add(3)]);
    expect(results[2]).toMatchObject({
      status: 'rejected',
      reason: { reason: 'OVERLOADED', retryable: true },
    });
    expect(rows()).toEqual([1, 2]);
    await add(4);
    handle.close();
  });

  it('waits for a transaction that the host has open on the shared handle', async () => {
    const { handle, add, rows } = await setUp();
    handle.exec('BEGIN; INSERT INTO t VALUES (1)');
    const added = add(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    handle.exec('ROLLBACK');
    await added;
    expect(rows()).toEqual([2]);
    handle.close();
  });

  it('reports a lock that outlasts the deadline as busy and retryable, then works again', async () => {
    const { file, handle, add, rows } = await setUp({ busyDeadlineMs: 30 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(Promise.all([add(1), add(2)])).rejects.toMatchObject({ reason: 'BUSY', retryable: true });
    other.exec('ROLLBACK');
    await add(3);
    expect(rows()).toEqual([3]);
    other.close();
    handle.close();
  });

  it.each(['deleted', 'moved', 'replaced'])('acknowledges nothing once the file was %s', async (how) => {
    const { file, handle, add } = await setUp();
    await add(1);
    if (how === 'deleted') rmSync(file);
    if (how === 'moved') renameSync(file, `${file}.old`);
    if (how === 'replaced') {
      copyFileSync(file, `${file}.new`);
      renameSync(`${file}.new`, file);
    }
    await expect(add(2)).rejects.toMatchObject({
      reason: 'MOVED',
      message: expect.stringContaining('open it again') as string,
    });
    handle.close();
  });

  it('tells its hooks once for each transaction, before the first write and after the last', async () => {
    const told: unknown[] = [];
    const hooks = { begun: () => told.push('begun'), ending: () => told.push('ending') };
    const { handle, commits, add } = await setUp({ hooks });
    const noted = (value: number) => commits.submit(() => told.push(value));
    await Promise.all([noted(1), noted(2)]);
    await noted(3);
    expect(told).toEqual(['begun', 1, 2, 'ending', 'begun', 3, 'ending']);
    await add(1);
    handle.close();
  });

  it.each(['begun', 'ending'] as const)(
    'keeps nothing of a transaction whose hook %s fails',
    async (failing) => {
      let fails = true;
      const hook = (name: string) => () => {
        if (fails && name === failing) throw new Error('the hook failed');
      };
      const { handle, add, rows } = await setUp({ hooks: { begun: hook('begun'), ending: hook('ending') } });
      const results = await Promise.allSettled([add(1), add(2)]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(rows()).toEqual([]);
      fails = false;
      await add(3);
      expect(rows()).toEqual([3]);
      handle.close();
    },
  );

  it('two copies on one handle never mix their transactions', async () => {
    const { handle, commits, rows } = await setUp();
    const other = new GroupCommit(await openDatabase(handle));
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (n % 2 === 0 ? commits : other).submit(() => handle.exec(`INSERT INTO t VALUES (${n})`)),
      ),
    );
    expect(rows()).toHaveLength(200);
    handle.close();
  });

  it('keeps exactly the writes that it acknowledged, whatever fails in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ value: fc.integer({ min: 0, max: 8 }), fails: fc.boolean() }), {
          maxLength: 40,
        }),
        async (writes) => {
          const { handle, commits, rows } = await setUp({}, ':memory:');
          const acknowledged: number[] = [];
          await Promise.all(
            writes.map(({ value, fails }) =>
              commits
                .submit(() => {
                  handle.exec(`INSERT INTO t VALUES (${value})`);
                  if (fails) throw new Error('fails after its change');
                })
                .then(
                  () => acknowledged.push(value),
                  () => undefined,
                ),
            ),
          );
          expect(rows()).toEqual(acknowledged);
          handle.close();
        },
      ),
      { numRuns: 50 },
    );
  });
});
