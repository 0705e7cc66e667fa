import type { PostgresSchema } from '@keelson/internal-conformance/postgres-schema';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshSchema, ids, message, searchOver } from './fixtures.js';

describe('the bounds of the postgres adapter', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => message(`m${n}`, 'common', { timestamp: n }));

  it('ranks the newest matches, and says that there are more', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema, candidates: 10 });
    await search.index('messages', [message('best', 'common common', { timestamp: -1 }), ...many(20)]);
    const { hits, partial, groups } = await search.searchAll('common', { recency: false });
    expect(hits.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, n) => `m${19 - n}`));
    expect(partial).toBe(true);
    expect(groups[0]).toMatchObject({ count: 21, capped: false });
    expect((await search.searchAll('common', { filters: { after: 15 } })).partial).toBe(false);
  });

  it('finds what is rare among many, and what is frequent only among the newest', async () => {
    const { pool, schema } = freshSchema();
    const search = searchOver({ pool, schema });
    await search.index('messages', [
      message('rare', 'needle', { timestamp: -1 }),
      ...many(2_500),
      ...Array.from({ length: 300 }, (_, n) => message(`new${n}`, 'fresh common', { timestamp: 5_000 })),
    ]);
    expect(await ids(search, 'needle')).toEqual(['rare']);
    const { groups, partial } = await search.searchAll('fresh');
    expect([groups[0], partial]).toMatchObject([{ count: 300, capped: false }, false]);
    expect((await search.searchAll('common')).groups[0]).toMatchObject({ count: 1_000, capped: true });
    expect((await search.searchAll('common -fresh')).groups[0]).toMatchObject({ count: 1_000, capped: true });
    expect((await search.searchAll('fresh needle', { typos: false })).groups).toEqual([]);
  });

  /** Keeps all others from the documents until it is called. */
  async function holdDocuments({ pool, schema }: PostgresSchema): Promise<() => Promise<void>> {
    const client = await pool.connect();
    await client.query(
      `BEGIN; LOCK TABLE ${pg.escapeIdentifier(schema)}.search_messages_documents IN ACCESS EXCLUSIVE MODE`,
    );
    let held = true;
    const release = async () => {
      if (held) await client.query('ROLLBACK');
      held = false;
    };
    onTestFinished(async () => {
      await release();
      client.release();
    });
    return release;
  }

  it('shows what the newest documents have when the deadline ends a search', async () => {
    const fresh = freshSchema();
    const search = searchOver(fresh);
    await search.index('messages', many(5));
    await search.indexTask({ id: 't1', title: 'common' });
    const release = await holdDocuments(fresh);
    const searching = search.searchAll('common', { deadlineMs: 60 });
    setTimeout(() => void release(), 150);
    const { groups, partial, hits } = await searching;
    expect(partial).toBe(true);
    expect(groups.map(({ collection, capped }) => [collection, capped])).toEqual([
      ['messages', true],
      ['tasks', true],
    ]);
    expect(hits).toHaveLength(6);
  });

  it('returns without a collection that does not answer at all', async () => {
    const fresh = freshSchema();
    const search = searchOver(fresh);
    await search.index('messages', many(5));
    await search.indexTask({ id: 't1', title: 'common' });
    await holdDocuments(fresh);
    const { partial, hits } = await search.searchAll('common', { deadlineMs: 50 });
    expect(partial).toBe(true);
    expect(hits.map(({ collection }) => collection)).toEqual(['tasks']);
  });

  it('ends a running search when its signal aborts, and goes on with the next', async () => {
    const fresh = freshSchema();
    const search = searchOver(fresh);
    await search.index('messages', many(5));
    const release = await holdDocuments(fresh);
    const controller = new AbortController();
    const searching = search.searchAll('common', { deadlineMs: 60_000, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(searching).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
    const { rows } = await fresh.pool.query(
      `SELECT FROM pg_stat_activity WHERE state = 'active' AND wait_event_type = 'Lock' AND query LIKE '%search_messages_documents%'`,
    );
    expect(rows).toEqual([]);
    await release();
    expect(await ids(search, 'common')).toHaveLength(5);
  });
});
