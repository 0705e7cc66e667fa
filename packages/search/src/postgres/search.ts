import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { transaction } from '@keelson/internal-postgres/transaction';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { AdapterQuery, AdapterResult } from '../adapter.js';
import { CollectionSearch, type Found } from './collection-search.js';
import type { DocumentsTable } from './documents-table.js';
import { TimeLimit } from './time-limit.js';

/** What a collection still gets when the time is over, to find at least something. */
const GRACE_MS = 250;
/** No search reads a whole table. Compiling a statement takes longer than it saves. */
const SETTINGS = { enable_seqscan: 'off', jit: 'off' };

/**
 * Searches collections one after another. Where that takes too long, the rest of them is searched among the newest
 * documents only, which takes a few milliseconds.
 */
export async function searchTables(
  pool: SchemaPool,
  tables: readonly DocumentsTable[],
  query: AdapterQuery,
  candidates: number,
  signal: AbortSignal | undefined,
): Promise<AdapterResult> {
  const end = performance.now() + query.deadlineMs;
  const found: Found[] = [];
  /** Searches what is left. False if the server ended it because of its time. */
  const goOn = async (
    statementTimeoutMs: number,
    search: (collection: CollectionSearch, limit: TimeLimit) => Promise<Found>,
  ): Promise<boolean> => {
    try {
      await transaction(
        pool,
        async (inside) => {
          const limit = new TimeLimit(inside, end, statementTimeoutMs);
          for (const table of tables.slice(found.length)) {
            found.push(await search(new CollectionSearch(inside, table, query, candidates), limit));
          }
        },
        { signal, isolation: 'REPEATABLE READ', statementTimeoutMs, settings: SETTINGS },
      );
      return true;
    } catch (error) {
      if (isTimeout(error)) return false;
      throw error;
    }
  };

  let isInTime = await goOn(Math.ceil(query.deadlineMs), (collection, limit) => collection.ranked(limit));
  while (!isInTime) {
    isInTime = await goOn(GRACE_MS, (collection) => collection.newest());
    const next = tables[found.length];
    if (!isInTime && next !== undefined) found.push(nothingOf(next));
  }
  return { groups: found.map(({ group }) => group), partial: found.some(({ partial }) => partial) };
}

function isTimeout(error: unknown): boolean {
  return error instanceof StorageFault && error.details['sqlState'] === '57014';
}

function nothingOf({ collection: { name } }: DocumentsTable): Found {
  return { group: { collection: name, hits: [], count: 0, exact: false }, partial: true };
}
