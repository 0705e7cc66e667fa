import type { PostgresPool } from '@keelson/internal-postgres/connection';
import type { SearchAdapter } from '../adapter.js';
import { SearchError } from '../errors.js';
import { PostgresSearchAdapter } from './postgres-search-adapter.js';

export type { PostgresPool } from '@keelson/internal-postgres/connection';

/** Options of {@link postgresSearchAdapter}. */
export interface PostgresSearchOptions {
  /**
   * A `postgres://` URL, for which `pg` is loaded and a pool opened, or a `pg.Pool` of yours, which stays yours to close.
   * It may lead through pgbouncer in transaction mode.
   */
  readonly pool: string | PostgresPool;
  /** The schema of the tables; it is made if need be. @default 'public' */
  readonly schema?: string | undefined;
  /**
   * A read replica of the same database, for searches, suggestions and lists. They then lag behind what was indexed
   * as the replica does.
   *
   * @default `pool`
   */
  readonly readPool?: string | PostgresPool | undefined;
  /**
   * How many matches in each collection are ranked, the newest first, 1 to 100,000. Where there are more, the result is
   * `partial`.
   *
   * @default 1000
   */
  readonly candidates?: number | undefined;
}

/**
 * Keeps documents and their index in PostgreSQL 15 or later, in tables that begin with `search_`. Needs `pg`, and no
 * extension of the server. Tenants are spread over partitions. Any number of processes may share the database.
 *
 * Of one document at least the first megabyte of different words is found, and phrases in its first 750,000 words.
 *
 * @example
 * const search = new SearchDb({ adapter: postgresSearchAdapter({ pool: 'postgres://localhost/app' }) });
 */
export function postgresSearchAdapter(options: PostgresSearchOptions): SearchAdapter {
  const { pool, schema, readPool, candidates = 1_000 } = options;
  refuseUnlessPool('pool', pool);
  if (readPool !== undefined) refuseUnlessPool('readPool', readPool);
  if (!Number.isInteger(candidates) || candidates < 1 || candidates > 100_000) {
    throw new SearchError(
      'SEARCH_BAD_OPTIONS',
      `candidates: expected a whole number from 1 to 100,000, got ${String(candidates)}.`,
    );
  }
  return new PostgresSearchAdapter({ pool, schema, readPool, candidates });
}

function refuseUnlessPool(name: string, pool: string | PostgresPool): void {
  if (typeof pool === 'string' || typeof (pool as Partial<PostgresPool> | undefined)?.connect === 'function')
    return;
  throw new SearchError(
    'SEARCH_BAD_OPTIONS',
    `${name}: expected a URL or a pg.Pool. Example: postgresSearchAdapter({ pool: "postgres://localhost/app" }).`,
  );
}
